/**
 * Gives every typed array in a message a buffer of its own.
 *
 * An array that came from another process may be a window of a larger buffer, and a webview would be sent
 * the whole of it.
 */
export function ownNumbers<T>(message: T): T {
  return owned(message) as T;
}

function owned(value: unknown): unknown {
  if (value instanceof Float64Array || value instanceof Uint32Array) {
    return value.byteLength === value.buffer.byteLength ? value : value.slice();
  }
  if (ArrayBuffer.isView(value)) {
    throw new RangeError(
      `A ${value.constructor.name} is in a message; numbers travel as Float64Array or Uint32Array`,
    );
  }
  if (Array.isArray(value)) return value.map(owned);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, owned(part)]));
}
