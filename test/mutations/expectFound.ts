/** The law of the lists: each fault is found by the test that its line names, which passes without it. */
import { afterAll, beforeAll, expect, it } from 'vitest';

import { listedFaults } from './faults';
import { openSuite, type MutatedSuite } from './mutatedSuite';

/** `files` are the files, under `test`, of the tests that the list names. */
export function expectFound(list: string, files: readonly string[]): void {
  const faults = listedFaults(list);
  let suite: MutatedSuite;
  beforeAll(async () => {
    suite = await openSuite(files);
  });
  afterAll(() => suite.close());

  it('without a fault all tests pass that find one', async () => {
    const names = [...new Set(faults.map(({ foundBy }) => foundBy))];
    expect(await suite.failure(names)).toBeUndefined();
  }, 60_000);

  it.each(faults.map(({ line, ...fault }) => [line, fault] as const))(
    '%s',
    async (_, { foundBy, ...fault }) => {
      const failure = await suite.failure([foundBy], fault);
      expect(failure ?? 'no test fails').toContain(foundBy);
    },
    30_000,
  );
}
