/**
 * Folders that reach themselves through imports of other folders.
 */
import path from 'node:path';

import type { Import } from './sourceImports';

/** Entry files and the barrel do not count: they stand above the folders that they join. */
export function foldersInCycles(imports: readonly Import[]): string[] {
  const neighbors = new Map<string, Set<string>>();
  for (const { from, to } of imports) {
    if (/\/(main|index)\.tsx?$/.test(from)) continue;
    const here = path.posix.dirname(from);
    if (here !== path.posix.dirname(to))
      neighbors.set(here, (neighbors.get(here) ?? new Set()).add(path.posix.dirname(to)));
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
