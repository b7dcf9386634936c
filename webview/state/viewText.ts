/**
 * What the panel has shown, as text and back: VS Code keeps a page's state as JSON, which has neither typed arrays nor
 * numbers that are not finite.
 */
const arrays = { Float64Array, Float32Array, Uint32Array, Int32Array, Uint8Array } as const;
type ArrayName = keyof typeof arrays;

/** A key that no message of ours has. */
const mark = '$';

export function viewText(view: unknown): string {
  return JSON.stringify(view, (_key, value: unknown) => {
    if (typeof value === 'number' && !Number.isFinite(value)) return { [mark]: String(value) };
    if (!ArrayBuffer.isView(value)) return value;
    const { buffer, byteOffset, byteLength } = value;
    const bytes = new Uint8Array(buffer, byteOffset, byteLength);
    return { [mark]: value.constructor.name, bytes: base64(bytes) };
  });
}

/** Throws when it is no such text. */
export function viewOf(text: string): unknown {
  return JSON.parse(text, (_key, value: unknown) => {
    if (typeof value !== 'object' || value === null || !(mark in value)) return value;
    const kind = String(value[mark]);
    if (!('bytes' in value)) return Number(kind);
    const bytes = Uint8Array.from(atob(String(value.bytes)), (letter) => letter.charCodeAt(0));
    return new arrays[kind as ArrayName](bytes.buffer);
  });
}

function base64(bytes: Uint8Array): string {
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
}
