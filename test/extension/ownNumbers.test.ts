import { describe, expect, it } from 'vitest';

import { ownNumbers } from '../../src/extension/panel/ownNumbers';

describe('numbers for a webview', () => {
  it.each([
    ['Float64Array', new Float64Array([1, NaN, -0, 7]).subarray(1, 3)],
    ['Uint32Array', new Uint32Array([1, 2, 3, 4]).subarray(1, 3)],
  ])('gives a window of a larger %s a buffer of its own', (name, window) => {
    const { deep } = ownNumbers({ deep: [{ window }] });
    const owned = deep[0]!.window;
    expect(owned).toEqual(window);
    expect(owned.constructor.name).toBe(name);
    expect(owned.buffer.byteLength).toBe(window.byteLength);
  });

  it('leaves the rest of a message as it is', () => {
    const message = { text: 'J', list: [1, { is: true }], nothing: undefined };
    expect(ownNumbers(message)).toEqual(message);
  });

  it('refuses kinds of numbers that nobody has thought of', () => {
    expect(() => ownNumbers({ bytes: new Int8Array(2) })).toThrow('A Int8Array is in a message');
  });
});
