/**
 * The envelope in which requests, answers and events travel.
 *
 * Messages come from another process or a webview, so the envelope is looked at before it is believed. What
 * is inside (`params`, `result`, `payload`) is the business of whoever receives it.
 */
export type Message =
  | {
      readonly kind: 'request';
      readonly id: number;
      readonly method: string;
      readonly params: unknown;
    }
  | { readonly kind: 'result'; readonly id: number; readonly result: unknown }
  | {
      readonly kind: 'error';
      readonly id: number;
      readonly message: string;
      readonly userError: boolean;
    }
  | { readonly kind: 'event'; readonly event: string; readonly payload: unknown };

/** The message in `raw`, or undefined when it has no form that a peer would send. */
export function parseMessage(raw: unknown): Message | undefined {
  if (!isRecord(raw)) return undefined;
  switch (raw.kind) {
    case 'request':
      return isId(raw.id) && isName(raw.method) ? (raw as Message) : undefined;
    case 'result':
      return isId(raw.id) ? (raw as Message) : undefined;
    case 'error':
      return isId(raw.id) && typeof raw.message === 'string' ? (raw as Message) : undefined;
    case 'event':
      return isName(raw.event) ? (raw as Message) : undefined;
    default:
      return undefined;
  }
}

function isRecord(raw: unknown): raw is Record<string, unknown> {
  return typeof raw === 'object' && raw !== null;
}

function isId(value: unknown): boolean {
  return Number.isSafeInteger(value) && (value as number) > 0;
}

// Longer than any method or event of ours; a longer one is not from a peer.
const longestName = 64;

function isName(value: unknown): boolean {
  return typeof value === 'string' && value.length > 0 && value.length <= longestName;
}
