import fc from 'fast-check';
import { expect, it } from 'vitest';

import { viewOf, viewText } from '../../../webview/state/viewText';

it('case 53: what was shown comes back from text with every bit, NaN and infinities too', () => {
  const numbers = fc.float64Array({ maxLength: 20 });
  const view = fc.record({
    values: numbers,
    counts: fc.uint32Array({ maxLength: 9 }),
    small: fc.float32Array({ maxLength: 9 }),
    limit: fc.oneof(fc.integer(), fc.constantFrom(NaN, Infinity, -Infinity)),
    names: fc.array(fc.string()),
  });
  fc.assert(
    fc.property(view, (shown) => {
      expect(viewOf(viewText(shown))).toEqual(shown);
    }),
  );
});

it('case 53: a part of a buffer comes back as that part', () => {
  const part = Float64Array.of(1, 2, 3, 4).subarray(1, 3);
  expect(viewOf(viewText({ part }))).toEqual({ part: Float64Array.of(2, 3) });
});
