import { describe, expect, it } from 'vitest';

import { equationScale, pictureSize } from '../../../webview/equation/equationScale';

/** Captions are narrower than pictures here. */
function matrix(rows: number, columns: number, captionWidth = 40) {
  return { rows, columns, captionWidth };
}

describe('equationScale', () => {
  it('draws all matrices to one scale, so that inner dimensions meet', () => {
    const [left, right] = [matrix(16, 32), matrix(32, 16)];
    const scale = equationScale([matrix(16, 16), left, right], { width: 800, height: 320 });
    expect(pictureSize(left, scale).width).toBe(pictureSize(right, scale).height);
    expect((16 + 32 + 16) * scale).toBeLessThanOrEqual(800);
  });

  it('leaves room for captions, so that nothing slips into a second line', () => {
    const matrices = [matrix(16, 32, 108), matrix(16, 2, 64), matrix(2, 32, 64), matrix(16, 1, 64)];
    const scale = equationScale(matrices, { width: 430, height: 320 });
    const widths = matrices.map((one) => Math.max(pictureSize(one, scale).width, one.captionWidth));
    expect(widths.reduce((sum, width) => sum + width)).toBeLessThanOrEqual(430);
    expect(scale).toBe(4);
  });

  it('fits an image layer, and keeps its bias wide enough to be seen', () => {
    const matrices = [matrix(50, 100), matrix(50, 784), matrix(784, 100), matrix(50, 1)];
    const scale = equationScale(matrices, { width: 600, height: 320 });
    expect(784 * scale).toBeLessThanOrEqual(320);
    expect(pictureSize(matrices[3]!, scale).width).toBeGreaterThanOrEqual(10);
  });

  it('has a size for no room at all', () => {
    expect(equationScale([matrix(1, 1)], { width: -50, height: 320 })).toBeGreaterThan(0);
    expect(equationScale([], { width: 0, height: 320 })).toBeGreaterThan(0);
  });
});
