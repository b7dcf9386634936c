/** Evaluations on the way of a run: the same ones however the run is travelled, and the end that follows from them. */
import { describe, expect, it } from 'vitest';

import { Evaluator, type Position } from '../../src/core';
import { metricsAt } from '../../src/trainer/evaluations';
import { openRun, type Run } from '../../src/trainer/run';
import { readSeries, seriesNames } from '../../src/trainer/series';
import { chooseKernels, instantiateKernels } from '../support/runs';

interface Network {
  readonly training?: object;
  readonly split?: object;
  readonly noise?: number;
}

async function open({ training, split, noise }: Network = {}): Promise<Run> {
  const opened = await openRun({
    file: '/lessons/test.nn.jsonc',
    text: JSON.stringify({
      data: {
        source: 'moons',
        samples: 60,
        noise: noise ?? 0.3,
        split: split ?? { train: 0.5, validation: 0.3, test: 0.2 },
      },
      layers: [
        { type: 'dense', units: 8, activation: 'tanh' },
        { type: 'dense', units: 1, activation: 'sigmoid' },
      ],
      optimizer: { type: 'adam', learningRate: 0.1 },
      // 30 samples for training: 4 iterations an epoch.
      training: { batchSize: 8, epochs: 10, seed: 5, ...training },
    }),
    roots: [],
    memoryBudgetBytes: 2 ** 28,
    keyframeBudgetBytes: 2 ** 20,
    chooseKernels,
  });
  if (opened.kind === 'refused') throw new Error(opened.problems[0]?.message);
  return opened.run;
}

/** Every evaluated number, by series and iteration; an iteration without one is left out. */
function evaluated(run: Run): Readonly<Record<string, readonly (readonly [number, number])[]>> {
  const names = run.timeline.evaluations?.names ?? [];
  const window = { first: 0, iterations: 40, buckets: 40 };
  return Object.fromEntries(
    readSeries(run.timeline, names, window).map(({ name, values }) => [
      name,
      Array.from(
        { length: 40 },
        (_, iteration) => [iteration, values[2 * iteration]!] as const,
      ).filter(([, value]) => !Number.isNaN(value)),
    ]),
  );
}

function iterationsOf(run: Run, name: string): readonly number[] {
  return (evaluated(run)[name] ?? []).map(([iteration]) => iteration);
}

const never = (): boolean => false;

/** Goes there with the shortest slices there are. */
function crawl({ timeline }: Run, to: Position): void {
  const journey = timeline.journeyTo(to);
  let slices = 0;
  while (!journey.advance(never)) if (1000 < slices++) throw new Error('It does not arrive');
}

describe('what is evaluated when', () => {
  it('is the validation split after each epoch, and all splits at the end', async () => {
    const run = await open();
    run.timeline.seek(run.timeline.end);
    expect(iterationsOf(run, 'validation accuracy')).toEqual([
      3, 7, 11, 15, 19, 23, 27, 31, 35, 39,
    ]);
    expect(iterationsOf(run, 'training J')).toEqual([39]);
    expect(iterationsOf(run, 'test accuracy')).toEqual([39]);
  });

  it('is every split every so many iterations where that is asked for, and at the end', async () => {
    const run = await open({ training: { evaluateEvery: 15 } });
    run.timeline.seek(run.timeline.end);
    for (const split of ['training', 'validation', 'test']) {
      expect(iterationsOf(run, `${split} J`)).toEqual([14, 29, 39]);
    }
  });

  it('is only what there is', async () => {
    const run = await open({ split: { train: 1 } });
    run.timeline.seek(run.timeline.end);
    expect(seriesNames(run.timeline).slice(3)).toEqual(['training J', 'training accuracy']);
    // 60 samples for training: 8 iterations an epoch.
    expect(metricsAt(run).splits).toMatchObject([{ split: 'training', iteration: 79 }]);
  });
});

it('finds what an evaluator finds in the state at the end of the iteration', async () => {
  const run = await open({ training: { evaluateEvery: 3 } });
  run.timeline.seek(run.timeline.end);
  const found = evaluated(run);
  const { dataset, spec, machine, timeline } = run;
  for (const [split, samples] of [
    ['training', dataset.train],
    ['validation', dataset.validation],
    ['test', dataset.test],
  ] as const) {
    const evaluator = new Evaluator({ ...dataset, kernels: instantiateKernels(), spec, samples });
    for (const iteration of [2, 20, 38, 39]) {
      timeline.seek({ iteration, instruction: timeline.end.instruction });
      const { cost, accuracy } = evaluator.evaluate(machine.persistentBytes());
      expect(found[`${split} J`]).toContainEqual([iteration, cost]);
      expect(found[`${split} accuracy`]).toContainEqual([iteration, accuracy]);
    }
  }
});

const ways: readonly (readonly [string, (run: Run) => void])[] = [
  ['in one piece', ({ timeline }) => timeline.seek(timeline.end)],
  ['in the shortest slices', (run) => crawl(run, run.timeline.end)],
  [
    'instruction by instruction',
    ({ timeline }) => {
      for (let iteration = 0; iteration < timeline.iterations; iteration++) {
        for (let instruction = 0; instruction <= timeline.end.instruction; instruction++) {
          timeline.seek({ iteration, instruction });
        }
      }
    },
  ],
  [
    'with a look at every instruction',
    ({ timeline }) => {
      const instructions = Array.from({ length: timeline.end.instruction + 1 }, (_, at) => at);
      timeline.journeyTo(timeline.end, { instructions, mayPass: () => true }).advance(() => true);
    },
  ],
  [
    'back and forth',
    (run) => {
      const { timeline } = run;
      for (const [iteration, instruction] of [
        [9, 3],
        [3, 17],
        [3, 0],
        [18, 17],
        [19, 0],
        [2, 5],
        [33, 1],
      ] as const) {
        if (iteration < timeline.iterations) crawl(run, { iteration, instruction });
      }
      timeline.seek(timeline.end);
    },
  ],
];

describe.each([
  ['all epochs', {}],
  ['all splits', { evaluateEvery: 3 }],
  ['early stopping', { earlyStopping: { patience: 2 } }],
  [
    'early stopping by accuracy',
    { evaluateEvery: 2, earlyStopping: { patience: 3, metric: 'validationAccuracy' } },
  ],
] as const)('with %s', (_, training) => {
  it.each(ways)('evaluations are the same, travelled %s', async (__, travel) => {
    const reference = await open({ training });
    reference.timeline.seek(reference.timeline.end);
    const run = await open({ training });
    travel(run);
    expect(evaluated(run)).toEqual(evaluated(reference));
    expect(run.timeline.iterations).toBe(reference.timeline.iterations);
    expect(run.timeline.position).toEqual(reference.timeline.end);
    expect(run.machine.fingerprint()).toBe(reference.machine.fingerprint());
  });
});

describe('early stopping', () => {
  const training = { earlyStopping: { patience: 2 } };

  it('ends the run after the evaluations that have not become better, counted here', async () => {
    const whole = await open();
    whole.timeline.seek(whole.timeline.end);
    const costs = evaluated(whole)['validation J'] ?? [];
    let best = Infinity;
    let inVain = 0;
    const last = costs.find(([, cost]) => {
      inVain = cost < best ? 0 : inVain + 1;
      best = Math.min(best, cost);
      return inVain === 2;
    })?.[0];
    expect(last).toBeLessThan(39);

    const run = await open({ training });
    run.timeline.seek(run.timeline.end);
    expect(run.timeline.position).toEqual({
      iteration: last,
      instruction: run.timeline.end.instruction,
    });
    expect(run.ground.iterations).toBe((last ?? 0) + 1);
    expect(run.timeline.evaluations?.stopNotice).toBe(
      `Early stopping: validation J has not become better in the last 2 evaluations, so the run ends after iteration ${last}.`,
    );
    // At the end all splits are looked at.
    expect(iterationsOf(run, 'test J')).toEqual([last]);
    expect(iterationsOf(run, 'training accuracy')).toEqual([last]);
    expect(() => run.timeline.seek({ iteration: (last ?? 0) + 1, instruction: 0 })).toThrow(
      RangeError,
    );
  });

  it('holds in a branch only what its own evaluations say', async () => {
    const run = await open({ training });
    run.timeline.seek(run.timeline.end);
    const { iterations } = run.timeline;
    run.timeline.seek({ iteration: 4, instruction: 0 });
    run.branches.edit({ kind: 'hyperparameter', name: 'learningRate', value: 0.0001 });
    expect(run.timeline.iterations).toBe(40);
    expect(iterationsOf(run, 'validation J')).toEqual([3]);
    run.timeline.seek(run.timeline.end);
    expect(run.timeline.iterations).toBe(40);
    run.branches.use(run.branches.all[0]!);
    expect(run.timeline.iterations).toBe(iterations);
  });
});

describe('the metrics of a position', () => {
  it('are those of the latest evaluation up to there', async () => {
    const run = await open();
    const at = (iteration: number, instruction: number): unknown => {
      run.timeline.seek({ iteration, instruction });
      return metricsAt(run).splits.map(({ split, iteration: after }) => [split, after]);
    };
    const { instruction: end } = run.timeline.end;
    expect(at(3, end - 1)).toEqual([]);
    expect(at(3, end)).toEqual([['validation', 3]]);
    expect(at(4, 0)).toEqual([['validation', 3]]);
    expect(at(39, end)).toEqual([
      ['training', 39],
      ['validation', 39],
      ['test', 39],
    ]);
    expect(at(39, end - 1)).toEqual([['validation', 35]]);
    expect(at(8, 2)).toEqual([['validation', 7]]);
  });

  it('have the classes of every sample', async () => {
    const run = await open();
    run.timeline.seek(run.timeline.end);
    for (const { measure, values, classes } of metricsAt(run).splits) {
      expect(measure).toBe('accuracy');
      const samples = [...(classes?.samples ?? [])].reduce((sum, count) => sum + count, 0);
      const right = [...(classes?.right ?? [])].reduce((sum, count) => sum + count, 0);
      expect(values[1]).toBe(right / samples);
      expect([...(classes?.confusion ?? [])].filter((_, index) => index % 3 === 0)).toEqual([
        ...(classes?.right ?? []),
      ]);
    }
  });
});
