/** A client of `backstep dap`: asks over standard input, listens on standard output. */
import type { ChildProcessWithoutNullStreams } from 'node:child_process';

import { MessageReader, frameMessage } from '../../src/adapter/messageFraming';
import { finished, type Finished } from './builtCommandLine';

interface Message {
  readonly type: 'response' | 'event';
  readonly command?: string;
  readonly event?: string;
  readonly request_seq?: number;
  readonly success?: boolean;
  readonly message?: string;
  readonly body?: unknown;
}

export class StdioDapClient {
  readonly end: Promise<Finished>;
  private readonly reader = new MessageReader();
  private readonly listeners = new Set<(message: Message) => void>();
  private sequence = 0;

  constructor(private readonly child: ChildProcessWithoutNullStreams) {
    child.stdout.on('data', (piece: Buffer | string) => {
      for (const message of this.reader.read(Buffer.from(piece))) {
        for (const listener of [...this.listeners]) listener(message as Message);
      }
    });
    this.end = finished(child);
  }

  /** The body of the answer; a refusal is an error. */
  async request(command: string, args: object): Promise<unknown> {
    const seq = ++this.sequence;
    const answer = this.next((message) => message.request_seq === seq);
    this.child.stdin.write(frameMessage({ seq, type: 'request', command, arguments: args }));
    const { success, message, body } = await answer;
    if (success !== true) throw new Error(`${command}: ${message ?? 'refused'}`);
    return body;
  }

  event(name: string): Promise<Message> {
    return this.next((message) => message.event === name);
  }

  /** Sends a request that moves the run and waits until it has stopped. */
  async move(command: string): Promise<void> {
    const stopped = this.event('stopped');
    await this.request(command, { threadId: 1 });
    await stopped;
  }

  /** A number, with the digits that the adapter shows. */
  async evaluate(expression: string): Promise<number> {
    const body = await this.request('evaluate', { expression, context: 'repl' });
    return Number((body as { readonly result: string }).result.replace('\u2212', '-'));
  }

  private next(isWanted: (message: Message) => boolean): Promise<Message> {
    return new Promise((resolve) => {
      const listener = (message: Message): void => {
        if (!isWanted(message)) return;
        this.listeners.delete(listener);
        resolve(message);
      };
      this.listeners.add(listener);
    });
  }
}
