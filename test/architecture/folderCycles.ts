/**
 * Folders that reach themselves through imports of other folders.
 */
import path from 'node:path';

import { isIn, type Import } from './sourceImports';

/** A folder and what lies in it are one house: only imports between neighbors count. */
export function foldersInCycles(imports: readonly Import[]): string[] {
  const neighbors = new Map<string, Set<string>>();
  for (const { from, to } of imports) {
    const [here, there] = [path.posix.dirname(from), path.posix.dirname(to)];
    if (isIn(here, there) || isIn(there, here)) continue;
    neighbors.set(here, (neighbors.get(here) ?? new Set()).add(there));
  }
  return [...neighbors.keys()].filter((folder) => reachable(folder, neighbors).has(folder));
}

function reachable(
  start: string,
  neighbors: ReadonlyMap<string, ReadonlySet<string>>,
): Set<string> {
  const seen = new Set<string>();
  const waiting = [start];
  for (let folder = waiting.pop(); folder !== undefined; folder = waiting.pop()) {
    for (const next of neighbors.get(folder) ?? []) {
      if (!seen.has(next)) waiting.push(next);
      seen.add(next);
    }
  }
  return seen;
}
