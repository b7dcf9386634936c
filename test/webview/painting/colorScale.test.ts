import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import type { TensorDescription } from '../../../src/protocol/run';
import { colorOf, roundBound, scaleFor } from '../../../webview/painting/colorScale';
import { createPalette, packColor } from '../../../webview/painting/palette';
import type { Theme } from '../../../webview/painting/theme';

const theme = {
  diverging: createPalette(['#0000ff', '#000000', '#ff0000']),
  sequential: createPalette(['#000000', '#00ff00']),
  notFinitePacked: packColor([255, 0, 255]),
} as unknown as Theme;

function tensor(role: TensorDescription['role']): TensorDescription {
  return { name: 'T', shape: [1, 3], rows: 1, columns: 3, role, persistent: false };
}

function scale(role: TensorDescription['role'], values: number[]) {
  const whole = {
    firstRow: 0,
    firstColumn: 0,
    rows: 1,
    columns: 3,
    rowsPerCell: 1,
    columnsPerCell: 1,
  };
  return scaleFor(tensor(role), { tensor: 'T', ...whole, values: Float64Array.from(values) });
}

describe('scaleFor', () => {
  it.each<[TensorDescription['role'], number[], string, number]>([
    ['activation', [0, 0.2, 0.9], 'sequential', 1],
    ['activation', [-0.2, 0, 0.9], 'diverging', 1],
    ['gradient', [0.1, 0.2, 0.031], 'diverging', 0.2],
    ['parameter', [0, 0, 0], 'diverging', 1],
    ['gradient', [NaN, 0.021, -Infinity], 'diverging', 0.03],
  ])('%s %j is %s with bound %d', (role, values, kind, bound) => {
    expect(scale(role, values)).toEqual({ kind, bound });
  });
});

describe('roundBound', () => {
  it('is never below the magnitude and never more than half above it', () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-300, max: 1e300, noNaN: true }), (magnitude) => {
        const bound = roundBound(magnitude);
        expect(bound).toBeGreaterThanOrEqual(magnitude * (1 - 1e-9));
        expect(bound).toBeLessThanOrEqual(magnitude * 1.7);
      }),
    );
  });
});

describe('colorOf', () => {
  const signed = { kind: 'diverging', bound: 2 } as const;
  const positive = { kind: 'sequential', bound: 2 } as const;

  it('gives the ends of the palette to the bounds and beyond', () => {
    expect(colorOf(-2, signed, theme)).toBe(packColor([0, 0, 255]));
    expect(colorOf(2, signed, theme)).toBe(packColor([255, 0, 0]));
    expect(colorOf(99, positive, theme)).toBe(packColor([0, 255, 0]));
  });

  it('shows what is not finite in a color of its own', () => {
    for (const value of [NaN, Infinity, -Infinity]) {
      expect(colorOf(value, signed, theme)).toBe(packColor([255, 0, 255]));
    }
  });

  it('is the same number of shades away from zero on both sides', () => {
    const blue = colorOf(-1, signed, theme) >>> 16;
    const red = colorOf(1, signed, theme);
    expect(Math.abs((blue & 255) - (red & 255))).toBeLessThanOrEqual(2);
  });
});
