/**
 * The bytes of tensors for clients that show memory. A memory reference is the name of a tensor, so it stays
 * good wherever the run goes; what it shows then changes, and the client is told.
 */
import type { DebugProtocol as Dap } from '@vscode/debugprotocol';

import type { TrainerRequests } from '../protocol/trainer';
import type { Requester } from '../rpc/peer';
import { errors, UserError } from './errors';

export class TensorMemory {
  /** How far into each tensor the client has looked, in bytes. */
  private readonly seen = new Map<string, number>();

  constructor(
    private readonly tensors: ReadonlySet<string>,
    private readonly trainer: Pick<Requester<TrainerRequests, unknown>, 'request'>,
  ) {}

  async read(args: Dap.ReadMemoryArguments): Promise<Dap.ReadMemoryResponse['body']> {
    const { memoryReference: tensor, offset = 0, count } = args;
    const isWhole = Number.isSafeInteger(offset) && Number.isSafeInteger(count) && 0 <= count;
    if (!this.tensors.has(tensor) || !isWhole) throw new UserError(errors.badMemory(args));
    const { bytes, unreadable } = await this.trainer.request('memory', { tensor, offset, count });
    const end = offset + bytes.byteLength;
    this.seen.set(tensor, Math.max(this.seen.get(tensor) ?? 0, end));
    return {
      address: String(offset),
      ...(unreadable > 0 && { unreadableBytes: unreadable }),
      ...(bytes.byteLength > 0 && { data: base64(bytes) }),
    };
  }

  /** What has to be read again after a movement. */
  changes(): Dap.MemoryEvent['body'][] {
    return [...this.seen].map(([memoryReference, count]) => ({
      memoryReference,
      offset: 0,
      count,
    }));
  }
}

function base64({ buffer, byteOffset, byteLength }: Uint8Array): string {
  return Buffer.from(buffer, byteOffset, byteLength).toString('base64');
}
