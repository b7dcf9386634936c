/** How far two tensors are apart, measured against the largest number of the expected one, or `scale` when that is larger. */

export function relativeDifference(
  expected: ArrayLike<number>,
  actual: ArrayLike<number>,
  scale = 0,
): number {
  if (expected.length !== actual.length) return Infinity;
  let [difference, size] = [0, scale];
  for (let index = 0; index < expected.length; index++) {
    const distance = Math.abs(expected[index]! - actual[index]!);
    // Not `max`: a NaN must be a difference, not a number that is skipped.
    if (!(distance <= difference)) difference = distance;
    size = Math.max(size, Math.abs(expected[index]!));
  }
  return difference === 0 ? 0 : difference / size;
}
