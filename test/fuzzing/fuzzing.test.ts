/**
 * A short run of `npm run fuzz`, and every input that once was a fault.
 *
 * Faults of a long run are written to test/fixtures/fuzzing, one folder per parser, and stay there.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

import { describe, expect, it } from 'vitest';

import { faultOf, fuzzTargets, inputOf } from './targets';

const fixtures = path.join(import.meta.dirname, '../fixtures');

describe.each(fuzzTargets(fixtures).map((target) => [target.name, target] as const))(
  'the parser of %s',
  (name, target) => {
    it('accepts or refuses thousands of damaged files, and does nothing else', () => {
      for (let index = 0; index < 5000; index++) {
        const fault = faultOf(target, inputOf(target, 1, index));
        if (fault !== undefined) expect.fail(`Input ${index} of seed 1: ${fault}`);
      }
    });

    it('has unlearned its faults', () => {
      const folder = path.join(fixtures, 'fuzzing', name);
      for (const file of existsSync(folder) ? readdirSync(folder) : []) {
        expect(faultOf(target, readFileSync(path.join(folder, file)))).toBeUndefined();
      }
    });

    it('is given some files that it accepts, and many that it refuses', () => {
      const accepted = Array.from({ length: 2000 }, (_, index) => {
        const input = inputOf(target, 2, index);
        let isAccepted = false;
        const parse = (source: Parameters<typeof target.parse>[0]) => {
          const flaw = target.parse(source);
          isAccepted = flaw === undefined;
          return flaw;
        };
        faultOf({ ...target, parse }, input);
        return isAccepted;
      }).filter(Boolean).length;
      expect(accepted).toBeGreaterThan(20);
      expect(accepted).toBeLessThan(1900);
    });
  },
);

it('tells faults from refusals', () => {
  const [target] = fuzzTargets(fixtures);
  const bytes = new Uint8Array();
  expect(faultOf({ ...target!, parse: () => 'wrong' }, bytes)).toBe('wrong');
  const broken = () => {
    throw new RangeError('Invalid typed array length');
  };
  expect(faultOf({ ...target!, parse: broken }, bytes)).toContain('Invalid typed array length');
});
