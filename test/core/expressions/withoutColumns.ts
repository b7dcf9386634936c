/** An expression without the places of its parts, to compare what it says. */
export function withoutColumns(part: unknown): unknown {
  if (typeof part !== 'object' || part === null) return part;
  return Object.fromEntries(
    Object.entries(part)
      .filter(([key]) => key !== 'column')
      .map(([key, value]) => [key, withoutColumns(value)]),
  );
}
