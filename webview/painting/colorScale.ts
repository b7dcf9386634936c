/**
 * From a number to a color.
 *
 * Signed tensors are shown around zero, tensors without negative numbers from zero upwards; zero has the same
 * color in every picture. The bound of a scale depends on nothing but the numbers shown, so going back and
 * forth in time shows the same picture again.
 */
import type { TensorDescription } from '../../src/protocol/run';
import type { MatrixSlice } from '../../src/protocol/tensors';

import { paletteSize } from './palette';
import type { Theme } from './theme';

export interface ColorScale {
  readonly kind: 'diverging' | 'sequential';
  /** The magnitude that gets the strongest color; above 0. */
  readonly bound: number;
}

const roundBounds = [1, 1.5, 2, 3, 5, 7, 10];

/** The scale for the numbers of a slice; parameters and gradients are signed even when no number is negative. */
export function scaleFor(tensor: TensorDescription, slice: MatrixSlice | undefined): ColorScale {
  let lowest = 0;
  let highest = 0;
  for (const value of slice?.values ?? []) {
    if (!Number.isFinite(value)) continue;
    lowest = Math.min(lowest, value);
    highest = Math.max(highest, value);
  }
  const signed = lowest < 0 || tensor.role === 'parameter' || tensor.role === 'gradient';
  return {
    kind: signed ? 'diverging' : 'sequential',
    bound: roundBound(Math.max(highest, -lowest)),
  };
}

/** The next of 1, 1.5, 2, 3, 5, 7 times a power of ten: steady while the numbers move a little. */
export function roundBound(magnitude: number): number {
  if (magnitude === 0) return 1;
  const power = 10 ** Math.floor(Math.log10(magnitude));
  const factor = roundBounds.find((bound) => magnitude <= bound * power * (1 + 1e-12)) ?? 10;
  // Dividing by a whole number keeps 3 × 10⁻⁴ from becoming 0.00030000000000000003.
  return power < 1 ? factor / Math.round(1 / power) || magnitude : factor * power;
}

/** The packed color of a number. */
export function colorOf(value: number, { kind, bound }: ColorScale, theme: Theme): number {
  if (!Number.isFinite(value)) return theme.notFinitePacked;
  const share = Math.max(-1, Math.min(1, value / bound));
  if (kind === 'sequential') {
    return theme.sequential[Math.round(Math.max(0, share) * (paletteSize - 1))]!;
  }
  return theme.diverging[Math.round(((share + 1) / 2) * (paletteSize - 1))]!;
}
