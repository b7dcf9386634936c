/**
 * One end of a conversation: asks, answers, and tells.
 *
 * `Requests` and `Events` are plain interfaces from `src/protocol`. Every request ends: with its result, with
 * a `RemoteError`, or with `ChannelClosedError` when the channel closes first. Events arrive in the order
 * they were sent, interleaved with responses in that same order.
 */
import type { Channel } from './channel';

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
  /** Called once when the channel has closed. */
  onClose(listener: () => void): void;
}

/** The answering side. */
export interface Responder<Events> {
  emit<E extends keyof Events & string>(event: E, payload: Events[E]): void;
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
  constructor(method: string) {
    super(`The connection closed before "${method}" was answered.`);
    this.name = 'ChannelClosedError';
  }
}

type Message =
  | { readonly kind: 'request'; readonly id: number; readonly method: string; readonly params: unknown }
  | { readonly kind: 'result'; readonly id: number; readonly result: unknown }
  | { readonly kind: 'error'; readonly id: number; readonly message: string; readonly userError: boolean }
  | { readonly kind: 'event'; readonly event: string; readonly payload: unknown };

/** Asks over `channel`. */
export function createRequester<Requests, Events>(channel: Channel): Requester<Requests, Events> {
  const waiting = new Map<
    number,
    { readonly method: string; resolve(value: never): void; reject(error: Error): void }
  >();
  const listeners = new Map<string, Set<(payload: never) => void>>();
  const closeListeners: (() => void)[] = [];
  let nextId = 1;
  let closed = false;

  channel.onMessage((raw) => {
    const message = asMessage(raw);
    if (message?.kind === 'event') {
      for (const listener of [...(listeners.get(message.event) ?? [])]) {
        listener(message.payload as never);
      }
      return;
    }
    if (message?.kind !== 'result' && message?.kind !== 'error') return;
    const request = waiting.get(message.id);
    waiting.delete(message.id);
    if (message.kind === 'result') request?.resolve(message.result as never);
    else request?.reject(new RemoteError(message.message, message.userError));
  });
  channel.onClose(() => {
    closed = true;
    for (const { method, reject } of waiting.values()) reject(new ChannelClosedError(method));
    waiting.clear();
    for (const listener of closeListeners) listener();
  });

  return {
    request(method, params) {
      if (closed) return Promise.reject(new ChannelClosedError(method));
      const id = nextId++;
      return new Promise((resolve, reject) => {
        waiting.set(id, { method, resolve, reject });
        channel.send({ kind: 'request', id, method, params } satisfies Message);
      });
    },
    on(event, listener) {
      const set = listeners.get(event) ?? new Set();
      listeners.set(event, set);
      set.add(listener as (payload: never) => void);
      return () => set.delete(listener as (payload: never) => void);
    },
    onClose(listener) {
      if (closed) listener();
      else closeListeners.push(listener);
    },
  };
}

/** Answers over `channel` with `handlers`; requests are handled as they come, without waiting for earlier ones. */
export function createResponder<Requests, Events>(
  channel: Channel,
  handlers: Handlers<Requests>,
): Responder<Events> {
  channel.onMessage((raw) => {
    const message = asMessage(raw);
    if (message?.kind === 'request') void answer(message.id, message.method, message.params);
  });

  async function answer(id: number, method: string, params: unknown): Promise<void> {
    try {
      if (!Object.hasOwn(handlers, method)) throw new Error(`Unknown request "${method}".`);
      const handler = handlers[method as keyof Requests] as Method;
      channel.send({ kind: 'result', id, result: await handler(params as never) } satisfies Message);
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
  };
}

/** Messages come from another process or a webview: only the envelope is trusted once it has this form. */
function asMessage(raw: unknown): Message | undefined {
  if (typeof raw !== 'object' || raw === null || !('kind' in raw)) return undefined;
  return raw as Message;
}
