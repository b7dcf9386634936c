/** The log against brute force: what it looks up is what a plain reading of all iterations finds. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { AlertLog, alertRules, type RaisedAlert } from '../../../src/core';
import { ScalarIndex } from '../../../src/core/timeline/scalarIndex';
import { math } from '../../support/runs';

/** What can happen in an iteration of a net of two layers of equal size: J, ‖dW1‖, ‖dW2‖. */
const happenings = {
  healthy: [0.5, 1, 1],
  starved: [0.5, 1e-6, 1],
  exploding: [0.5, 5000, 5000],
  starvedAndExploding: [0.5, 1, 5000],
  broken: [NaN, NaN, NaN],
  brokenCost: [Infinity, 1, 1],
} as const;
type Happening = keyof typeof happenings;

const history = fc.array(fc.constantFrom<Happening>(...(Object.keys(happenings) as Happening[])), {
  maxLength: 30,
});

/** Which happenings each rule is about, and for how many iterations in a row. */
const rules: readonly (readonly [string, number, readonly Happening[]])[] = [
  ['vanishingGradient', 3, ['starved', 'starvedAndExploding']],
  ['explodingGradient', 1, ['exploding', 'starvedAndExploding']],
  ['notFinite', 1, ['broken', 'brokenCost']],
];

function logOf(happened: readonly Happening[], pieces = 1) {
  const scalars = new ScalarIndex(['J', 'norm(dW1)', 'norm(dW2)']);
  const log = new AlertLog({ scalars, weightCounts: [8, 8], math });
  const raised: RaisedAlert[] = [];
  happened.forEach((happening, iteration) => {
    scalars.append(Float64Array.from(happenings[happening]));
    if (iteration % pieces === 0) log.catchUp((alert) => raised.push(alert));
  });
  log.catchUp((alert) => raised.push(alert));
  return { log, raised };
}

/** Iterations at whose end the rule is raised. */
function raisedAt(
  [, persistence, about]: (typeof rules)[number],
  happened: readonly Happening[],
): readonly boolean[] {
  return happened.map((_, iteration) => {
    const recent = happened.slice(Math.max(0, iteration - persistence + 1), iteration + 1);
    return recent.length === persistence && recent.every((happening) => about.includes(happening));
  });
}

/** Every iteration at which a rule begins to be raised. */
function birthsOf(rule: (typeof rules)[number], happened: readonly Happening[]): readonly number[] {
  const raised = raisedAt(rule, happened);
  return happened.map((_, iteration) => iteration).filter((i) => raised[i] && !raised[i - 1]);
}

it('the rules are those of the table', () => {
  expect(alertRules.map(({ id, persistence }) => [id, persistence])).toEqual(
    rules.map(([id, persistence]) => [id, persistence]),
  );
});

describe('for any history', () => {
  it('an alert is raised once when its rule has held long enough, however late it is read', () => {
    fc.assert(
      fc.property(history, fc.integer({ min: 1, max: 7 }), (happened, pieces) => {
        const { log, raised } = logOf(happened, pieces);
        expect(log.observed).toBe(happened.length);
        for (const rule of rules) {
          const births = raised.filter((alert) => alert.rule === rule[0]).map(({ since }) => since);
          expect(births).toEqual(birthsOf(rule, happened));
        }
      }),
    );
  });

  it('the alerts at an iteration are those whose rules have held until then', () => {
    fc.assert(
      fc.property(history, (happened) => {
        const { log } = logOf(happened);
        for (let iteration = -1; iteration < happened.length; iteration++) {
          const expected = rules.flatMap((rule) =>
            raisedAt(rule, happened)[iteration]
              ? [[rule[0], birthsOf(rule, happened).findLast((birth) => birth <= iteration)]]
              : [],
          );
          expect(log.at(iteration).map(({ rule, since }) => [rule, since])).toEqual(expected);
        }
      }),
    );
  });

  it('the nearest birth is the first one behind or the last one before', () => {
    const wanted = fc.subarray(rules.map(([id]) => id));
    fc.assert(
      fc.property(history, wanted, fc.integer({ min: -1, max: 31 }), (happened, ids, iteration) => {
        const { log } = logOf(happened);
        const births = rules
          .filter(([id]) => ids.includes(id))
          .flatMap((rule) => birthsOf(rule, happened))
          .sort((a, b) => a - b);
        expect(log.nearestBirth(iteration, ids, 'forward')?.since).toBe(
          births.find((birth) => iteration < birth),
        );
        expect(log.nearestBirth(iteration, ids, 'backward')?.since).toBe(
          births.findLast((birth) => birth < iteration),
        );
      }),
    );
  });
});
