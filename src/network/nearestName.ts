/** "Did you mean": the known name nearest to one that is not known. */

export interface KnownName {
  readonly name: string;
  /** Names for the same thing elsewhere. */
  readonly alsoCalled?: readonly string[] | undefined;
}

/** None when nothing is near enough to be meant. */
export function nearestName(found: string, known: readonly KnownName[]): string | undefined {
  const wanted = plain(found.slice(0, longestName));
  const spellings = known.flatMap(({ name, alsoCalled = [] }) =>
    [name, ...alsoCalled].map((spelling) => ({
      name,
      distance: distance(wanted, plain(spelling)),
    })),
  );
  const nearest = spellings.reduce<{ name: string; distance: number } | undefined>(
    (best, next) => (best !== undefined && best.distance <= next.distance ? best : next),
    undefined,
  );
  // A third of the letters may be wrong: `unts` is `units`, but `x` is nothing.
  return nearest !== undefined && 3 * nearest.distance <= wanted.length ? nearest.name : undefined;
}

/** Longer than any known name by more than could be forgiven. */
const longestName = 64;

/** `batch_size`, `Batch Size` and `batchSize` are the same word. */
function plain(name: string): string {
  return name.toLowerCase().replace(/[\s_-]/g, '');
}

/** Insertions, deletions, replacements and swaps of neighbors that lead from one word to the other. */
function distance(from: string, to: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (let i = 1; i <= from.length; i++) {
    const row = [i];
    for (let j = 1; j <= to.length; j++) {
      const same = from[i - 1] === to[j - 1];
      const swapped = 1 < i && 1 < j && from[i - 1] === to[j - 2] && from[i - 2] === to[j - 1];
      row.push(
        Math.min(
          (last[j] ?? 0) + 1,
          (row[j - 1] ?? 0) + 1,
          (last[j - 1] ?? 0) + (same ? 0 : 1),
          swapped ? (beforeLast[j - 2] ?? 0) + 1 : Infinity,
        ),
      );
    }
    beforeLast = last;
    last = row;
  }
  return last[to.length] ?? 0;
}
