import { describe, expect, it } from 'vitest';

import { parseNetwork } from '../../src/network/parse';
import { rightNetwork } from './networkText';

describe('the locations of parts', () => {
  it('are the lines on which they begin, and their text', () => {
    const { locations } = parseNetwork(rightNetwork);
    const textOf = ({ range }: { range: { start: number; end: number } }) =>
      rightNetwork.slice(range.start, range.end);
    expect(locations.layers.map(({ line }) => line)).toEqual([4, 5, 6]);
    expect(locations.layers.map(textOf)[1]).toBe(
      '{ "type": "dense", "units": 8, "activation": "tanh" }',
    );
    expect(locations.data.line).toBe(2);
    expect(locations.loss).toMatchObject({ line: 8 });
    expect(textOf(locations.loss)).toBe('"loss": "binaryCrossEntropy"');
    expect(locations.optimizer.line).toBe(9);
    expect(locations.training.line).toBe(10);
  });

  it('are the opening brace for a part that is left out', () => {
    const { locations } = parseNetwork('\n\n  {"data": "xor"}');
    expect(locations.training).toEqual({ range: { start: 4, end: 5 }, line: 2 });
    expect(locations.layers).toEqual([]);
  });

  it('count a line break of Windows once', () => {
    const { locations } = parseNetwork(rightNetwork.replaceAll('\n', '\r\n'));
    expect(locations.training.line).toBe(10);
  });
});
