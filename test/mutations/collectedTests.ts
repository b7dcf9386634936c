/**
 * Test files without their runner: what they would hand to vitest is collected, to be run one after another
 * until one fails.
 */
import { format } from 'node:util';

import { expect } from 'vitest';

export interface CollectedTest {
  /** Behind the names of its groups, as in `a group > a test`. */
  readonly name: string;
  readonly run: () => unknown;
}

type Body = (...values: readonly unknown[]) => unknown;
type Define = (name: string, body: Body) => void;

/** The tests that `load` defines when it is given this module in the place of vitest. */
export function collectTests(load: (vitest: object) => void): readonly CollectedTest[] {
  const tests: CollectedTest[] = [];
  const path: string[] = [];
  const it: Define = (name, body) => {
    tests.push({ name: [...path, name].join(' > '), run: () => body() });
  };
  const describe: Define = (name, body) => {
    path.push(name);
    body();
    path.pop();
  };
  load({ expect, it: withTables(it), describe: withTables(describe) });
  return tests;
}

/** The name and the reason of the first test that fails. */
export async function firstFailure(tests: readonly CollectedTest[]): Promise<string | undefined> {
  for (const { name, run } of tests) {
    try {
      await run();
    } catch (error) {
      return `${name}: ${error instanceof Error ? error.message : String(error)}`;
    }
  }
  return undefined;
}

/** Adds `each`. */
function withTables(define: Define) {
  const each = (rows: readonly unknown[]) => (name: string, body: Body) => {
    for (const row of rows) {
      const values: readonly unknown[] = Array.isArray(row) ? row : [row];
      define(rowName(name, values), () => body(...values));
    }
  };
  return Object.assign(define, { each });
}

/** Puts in the values of a row, as vitest does. */
function rowName(name: string, values: readonly unknown[]): string {
  const used = values.slice(0, name.split(/%[a-z]/).length - 1);
  const [row] = values;
  return format(name, ...used).replace(/\$(\w+)/g, (text, key: string) =>
    typeof row === 'object' && row !== null && key in row
      ? String((row as Record<string, unknown>)[key])
      : text,
  );
}
