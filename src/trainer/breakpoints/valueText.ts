/** Values of expressions in a message: short, whole numbers whole. */
import { numberText, type ExpressionValue } from '../../core';

const shownNumbers = 6;

/** `12`, `0.1234`, `true`, `2 × 3 [0.1000, 2, …]` */
export function valueText(value: ExpressionValue): string {
  if (typeof value === 'boolean') return String(value);
  if (typeof value === 'number') return shortNumber(value);
  const { rows, columns, values } = value;
  const shown = Array.from(values.subarray(0, shownNumbers), shortNumber);
  const rest = shownNumbers < values.length ? ', …' : '';
  return `${rows} × ${columns} [${shown.join(', ')}${rest}]`;
}

function shortNumber(value: number): string {
  return Number.isSafeInteger(value) ? String(value) : numberText(value);
}
