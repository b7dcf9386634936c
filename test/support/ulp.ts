/** Units in the last place: the measure of how exact a function is. */

/** The distance between neighbouring numbers around `x`: 53 bits of mantissa in float64, 24 in float32. */
export function unitInLastPlace(x: number, precision: 'float64' | 'float32'): number {
  const [digits, smallest] = precision === 'float64' ? [52, 2 ** -1074] : [23, 2 ** -149];
  const exponent = Math.floor(Math.log2(Math.abs(x)));
  // The logarithm may round up to the next power of two.
  const floor = Math.abs(x) < 2 ** exponent ? exponent - 1 : exponent;
  return x === 0 ? smallest : Math.max(smallest, 2 ** (floor - digits));
}
