/** A tensor in one line: its shape, its precision, the range of its numbers. */
import { briefNumber } from './numberText';
import type { ShownMatrix, TensorSummary } from './stoppedRun';

export function shapeText({ shape }: Pick<ShownMatrix, 'shape'>): string {
  return `(${shape.join(', ')}${shape.length === 1 ? ',' : ''})`;
}

export function rangeText({ min, max, notFinite }: TensorSummary): string {
  const range = min <= max ? `[${briefNumber(min)} … ${briefNumber(max)}]` : 'no finite number';
  return notFinite > 0 ? `${range}, ${notFinite} not finite` : range;
}

/** `min -1.2, max 0.98, mean 0.01, norm 3.2` */
export function hoverText(summary: TensorSummary): string {
  const { notFinite } = summary;
  const numbers = (['min', 'max', 'mean', 'norm'] as const).map(
    (field) => `${field} ${briefNumber(summary[field])}`,
  );
  return [...numbers, ...(notFinite > 0 ? [`${notFinite} not finite`] : [])].join(', ');
}

export function previewText(values: Float64Array, total: number): string {
  const shown = Array.from(values, briefNumber).join(', ');
  return values.length < total ? `[${shown}, …]` : `[${shown}]`;
}
