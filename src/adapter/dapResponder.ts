/**
 * The Debug Adapter Protocol's envelope: numbers the messages, answers requests with handlers, sends events.
 *
 * A handler that returns a value, not a promise, is answered before `receive` returns. So what the handler
 * has set going cannot overtake its answer. Every request is answered exactly once.
 */
import type { DebugProtocol as Dap } from '@vscode/debugprotocol';

import type { Handlers } from '../rpc/peer';
import type { DapEvents, DapRequests } from './dapRequests';
import { errors } from './errors';

export interface DapResponder {
  /** Takes a message from the client; what is not a request is ignored. */
  receive(message: unknown): void;
  emit<E extends keyof DapEvents>(event: E, body: DapEvents[E]): void;
}

export function createDapResponder(
  handlers: Handlers<DapRequests>,
  send: (message: Dap.ProtocolMessage) => void,
): DapResponder {
  let sequence = 0;

  function receive(message: unknown): void {
    if (!isRequest(message)) return;
    try {
      const body = handle(message);
      if (body instanceof Promise) {
        body.then(
          (late: unknown) => succeed(message, late),
          (error: unknown) => fail(message, error),
        );
      } else {
        succeed(message, body);
      }
    } catch (error) {
      fail(message, error);
    }
  }

  function handle({ command, arguments: args }: Dap.Request): unknown {
    if (!Object.hasOwn(handlers, command)) throw new Error(errors.unknownRequest(command));
    const handler = handlers[command as keyof DapRequests] as (args: unknown) => unknown;
    return handler(args ?? {});
  }

  function succeed(request: Dap.Request, body: unknown): void {
    send(response(request, { success: true, ...(body !== undefined && { body }) }));
  }

  function fail(request: Dap.Request, error: unknown): void {
    const message = error instanceof Error ? error.message : String(error);
    // A beginning that fails is shown as a dialog; other failures appear where the question was asked.
    const showUser = request.command === 'launch' || request.command === 'attach';
    send(
      response(request, {
        success: false,
        message,
        body: { error: { id: 1, format: message, showUser } },
      }),
    );
  }

  function response(
    request: Dap.Request,
    outcome: Pick<Dap.Response, 'success' | 'body' | 'message'>,
  ): Dap.Response {
    return {
      seq: ++sequence,
      type: 'response',
      request_seq: request.seq,
      command: request.command,
      ...outcome,
    };
  }

  return {
    receive,
    emit(event, body) {
      const message: Dap.Event = {
        seq: ++sequence,
        type: 'event',
        event,
        ...(body !== undefined && { body }),
      };
      send(message);
    },
  };
}

function isRequest(message: unknown): message is Dap.Request {
  if (typeof message !== 'object' || message === null) return false;
  const { type, command, seq } = message as Partial<Dap.Request>;
  return type === 'request' && typeof command === 'string' && typeof seq === 'number';
}
