/**
 * One end of a conversation: asks, answers, and tells.
 *
 * `Requests` and `Events` are plain interfaces from `src/protocol`. Every request ends: with its result, with
 * a `RemoteError`, or with `ChannelClosedError` when the channel closes first. Events arrive in the order
 * they were sent, interleaved with responses in that same order.
 */
import type { Channel } from './channel';
import { type Message, parseMessage } from './message';

type Method = (params: never) => unknown;
export type Params<F> = F extends (params: infer P) => unknown ? P : never;
export type Result<F> = F extends (params: never) => infer R ? R : never;

/** What answers the other side's requests: one handler for each. */
export type Handlers<Requests> = {
  readonly [M in keyof Requests]: (
    params: Params<Requests[M]>,
  ) => Result<Requests[M]> | Promise<Result<Requests[M]>>;
};

/** The asking side. */
export interface Requester<Requests, Events> {
  request<M extends keyof Requests & string>(
    method: M,
    params: Params<Requests[M]>,
  ): Promise<Result<Requests[M]>>;
  /** Returns a function that takes the listener off again. */
  on<E extends keyof Events & string>(event: E, listener: (payload: Events[E]) => void): () => void;
  /** Called once when the channel has closed, with the reason that the channel gives. */
  onClose(listener: (reason: string) => void): void;
  /** Messages that were dropped because they had no form that a peer would send. */
  readonly malformedMessages: number;
}

/** The answering side. */
export interface Responder<Events> {
  emit<E extends keyof Events & string>(event: E, payload: Events[E]): void;
  /** Messages that no peer would send: dropped, or refused when they asked for something that is not here. */
  readonly malformedMessages: number;
}

/** The other side's handler threw; `message` is its message, `userError` says that it was written for the user. */
export class RemoteError extends Error {
  constructor(
    message: string,
    readonly userError: boolean,
  ) {
    super(message);
    this.name = 'RemoteError';
  }
}

/** The channel closed before the answer came. */
export class ChannelClosedError extends Error {
  constructor(method: string, reason: string) {
    super(`The process ${reason} before "${method}" was answered.`);
    this.name = 'ChannelClosedError';
  }
}

interface Waiting {
  readonly method: string;
  readonly resolve: (value: never) => void;
  readonly reject: (error: Error) => void;
}

/** Asks over `channel`. */
export function createRequester<Requests, Events>(channel: Channel): Requester<Requests, Events> {
  const waiting = new Map<number, Waiting>();
  const listeners = new Map<string, Set<(payload: never) => void>>();
  const closeListeners: ((reason: string) => void)[] = [];
  let nextId = 1;
  let malformedMessages = 0;
  let closeReason: string | undefined;

  channel.onMessage((raw) => {
    const message = parseMessage(raw);
    if (message === undefined) malformedMessages++;
    else receive(message);
  });
  channel.onClose((reason) => {
    closeReason = reason;
    for (const { method, reject } of waiting.values()) {
      reject(new ChannelClosedError(method, reason));
    }
    waiting.clear();
    for (const listener of closeListeners) listener(reason);
  });

  function receive(message: Message): void {
    if (message.kind === 'event') {
      for (const listener of [...(listeners.get(message.event) ?? [])]) {
        listener(message.payload as never);
      }
      return;
    }
    if (message.kind === 'request') return;
    const request = waiting.get(message.id);
    waiting.delete(message.id);
    if (message.kind === 'result') request?.resolve(message.result as never);
    else request?.reject(new RemoteError(message.message, message.userError));
  }

  return {
    request(method, params) {
      if (closeReason !== undefined) {
        return Promise.reject(new ChannelClosedError(method, closeReason));
      }
      const id = nextId++;
      return new Promise((resolve, reject) => {
        waiting.set(id, { method, resolve, reject });
        channel.send({ kind: 'request', id, method, params } satisfies Message);
      });
    },
    on(event, listener) {
      const set = listeners.get(event) ?? new Set();
      listeners.set(event, set);
      set.add(listener);
      return () => set.delete(listener);
    },
    onClose(listener) {
      if (closeReason === undefined) closeListeners.push(listener);
      else listener(closeReason);
    },
    get malformedMessages() {
      return malformedMessages;
    },
  };
}

/** Answers over `channel` with `handlers`; requests are handled as they come, without waiting for earlier ones. */
export function createResponder<Requests, Events>(
  channel: Channel,
  handlers: Handlers<Requests>,
): Responder<Events> {
  let malformedMessages = 0;

  channel.onMessage((raw) => {
    const message = parseMessage(raw);
    if (message === undefined) malformedMessages++;
    else if (message.kind === 'request') void answer(message.id, message.method, message.params);
  });

  async function answer(id: number, method: string, params: unknown): Promise<void> {
    try {
      if (!Object.hasOwn(handlers, method)) {
        malformedMessages++;
        throw new Error(`Unknown request "${method}".`);
      }
      const handler = handlers[method as keyof Requests] as Method;
      channel.send({
        kind: 'result',
        id,
        result: await handler(params as never),
      } satisfies Message);
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      const userError = error instanceof Error && error.name === 'UserError';
      channel.send({ kind: 'error', id, message, userError } satisfies Message);
    }
  }

  return {
    emit(event, payload) {
      channel.send({ kind: 'event', event, payload } satisfies Message);
    },
    get malformedMessages() {
      return malformedMessages;
    },
  };
}
