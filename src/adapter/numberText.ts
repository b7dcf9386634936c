/**
 * Numbers as text. NaN and infinities have names of their own and are never blank; a negative zero keeps its
 * sign.
 */

/** The shortest text that gives the same number back in the run's precision. */
export function exactNumber(value: number, precision: 'float64' | 'float32'): string {
  const special = specialNumber(value);
  if (special !== undefined) return special;
  // The cost and the hyper-parameters of a float32 run are float64.
  if (precision === 'float64' || Math.fround(value) !== value) return String(value);
  // Nine digits identify every float32; most need fewer.
  for (let digits = 6; digits < 9; digits++) {
    const rounded = Number(value.toPrecision(digits));
    if (Math.fround(rounded) === value) return String(rounded);
  }
  return String(Number(value.toPrecision(9)));
}

/** Four significant digits, for previews. */
export function briefNumber(value: number): string {
  return specialNumber(value) ?? String(Number(value.toPrecision(4)));
}

function specialNumber(value: number): string | undefined {
  if (Number.isNaN(value)) return 'NaN';
  if (value === Infinity) return '+Inf';
  if (value === -Infinity) return '-Inf';
  return Object.is(value, -0) ? '-0' : undefined;
}
