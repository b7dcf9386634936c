/** Numbers as the command line prints them. */

/** JSON in which a number that is not finite is its name, because JSON would make it null. */
export function jsonLine(value: unknown): string {
  return `${JSON.stringify(value, (_, field: unknown) =>
    typeof field === 'number' && !Number.isFinite(field) ? String(field) : field,
  )}\n`;
}

/** Six significant digits. */
export function sixDigits(value: number): string {
  if (!Number.isFinite(value)) return String(value);
  const size = Math.abs(value);
  const isPlain = value === 0 || (1e-3 <= size && size < 1e6);
  return isPlain ? value.toPrecision(6) : value.toExponential(5);
}

/** `57.2 %` */
export function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}
