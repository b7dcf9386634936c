/** A tensor in one line: its shape, its precision, the range of its numbers. */
import type { TensorDescription } from '../protocol/run';
import { briefNumber } from './numberText';
import type { TensorSummary } from './stoppedRun';

export function shapeText({ shape }: TensorDescription): string {
  return `(${shape.join(', ')}${shape.length === 1 ? ',' : ''})`;
}

export function rangeText({ min, max, notFinite }: TensorSummary): string {
  const range = min <= max ? `[${briefNumber(min)} … ${briefNumber(max)}]` : 'no finite number';
  return notFinite > 0 ? `${range}, ${notFinite} not finite` : range;
}

export function previewText(values: Float64Array, total: number): string {
  const shown = Array.from(values, briefNumber).join(', ');
  return values.length < total ? `[${shown}, …]` : `[${shown}]`;
}
