import { describe, expect, it } from 'vitest';

import { equationScale, pictureSize } from '../../../webview/equation/equationScale';

describe('equationScale', () => {
  it('draws all matrices to one scale, so that inner dimensions meet', () => {
    const left = { rows: 16, columns: 32 };
    const right = { rows: 32, columns: 16 };
    const scale = equationScale([{ rows: 16, columns: 16 }, left, right], {
      width: 800,
      height: 320,
    });
    expect(pictureSize(left, scale).width).toBe(pictureSize(right, scale).height);
    expect((16 + 32 + 16) * scale).toBeLessThanOrEqual(800);
  });

  it('fits an image layer, and keeps its bias wide enough to be seen', () => {
    const matrices = [
      { rows: 50, columns: 100 },
      { rows: 50, columns: 784 },
      { rows: 784, columns: 100 },
      { rows: 50, columns: 1 },
    ];
    const scale = equationScale(matrices, { width: 600, height: 320 });
    expect(784 * scale).toBeLessThanOrEqual(320);
    expect(pictureSize(matrices[3]!, scale).width).toBeGreaterThanOrEqual(10);
  });

  it('has a size for no room at all', () => {
    expect(equationScale([{ rows: 1, columns: 1 }], { width: -50, height: 320 })).toBeGreaterThan(
      0,
    );
    expect(equationScale([], { width: 0, height: 320 })).toBeGreaterThan(0);
  });
});
