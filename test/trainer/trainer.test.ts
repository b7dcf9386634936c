/** A whole conversation with the trainer, over channels joined in this process. */
import { describe, expect, it } from 'vitest';

import { instantiateKernels } from '../support/runs';
import { at, converse, endless, load, loaded, networkText } from './conversation';

describe('loading', () => {
  it('answers with the run and stands before its first instruction', async () => {
    const result = await load(converse());
    expect(result).toMatchObject({
      kind: 'loaded',
      report: { position: at(0), reason: 'entry', epoch: 0, computedIterations: 0, alerts: [] },
      run: {
        name: 'test',
        file: '/lessons/test.nn.jsonc',
        iterations: 12,
        iterationsPerEpoch: 4,
        epochs: 3,
        batchSize: 25,
        samples: { train: 100, validation: 0, test: 0 },
        precision: 'float64',
      },
    });
  });

  it('tells where each instruction stands in the listing', async () => {
    const result = await load(converse());
    if (result.kind !== 'loaded') throw new Error('The run was refused.');
    const { instructions, listing, listingLines } = result.run;
    const lines = listing.split('\n');
    instructions.forEach(({ writes }, index) => {
      expect(lines[listingLines[index]!]).toContain(`${writes.join(', ')} = `);
    });
  });

  it('refuses a network with problems, each with its place, and keeps the run there was', async () => {
    const conversation = await loaded();
    const { trainer } = conversation;
    await trainer.request('seek', { position: at(5, 3) });
    const refused = await load(conversation, '{\n  "layers": [],\n  "loss": "hinge"\n}');
    expect(refused).toMatchObject({ kind: 'refused' });
    const problems = refused.kind === 'refused' ? refused.problems : [];
    expect(problems.map(({ line }) => line)).toEqual(expect.arrayContaining([2, 3]));
    for (const { file, column, message } of problems) {
      expect(file).toBe('/lessons/test.nn.jsonc');
      expect(column).toBeGreaterThanOrEqual(1);
      expect(message).not.toBe('');
    }
    const report = await trainer.request('step', {
      granularity: 'instruction',
      direction: 'forward',
      count: 1,
    });
    expect(report.position).toEqual(at(5, 4));
  });

  it('refuses a run that needs more memory than its budget', async () => {
    const refused = await converse().trainer.request('load', {
      file: '/lessons/test.nn.jsonc',
      text: networkText(),
      roots: [],
      memoryBudgetBytes: 50_000,
      keyframeBudgetBytes: 0,
    });
    expect(refused).toMatchObject({
      kind: 'refused',
      problems: [{ message: expect.stringContaining('memory') as string }],
    });
  });

  it('of another run ends the one that is under way, of which nothing more is heard', async () => {
    const conversation = await loaded(endless);
    const { trainer, next, stops } = conversation;
    const running = trainer.request('resume', { direction: 'forward' });
    await next('progress');
    await load(conversation);
    expect(await running).toMatchObject({ reason: 'pause' });
    expect(stops).toEqual([]);
    expect(await trainer.request('evaluate', { expression: 'iteration' })).toMatchObject({
      value: Float64Array.of(0),
    });
  });
});

describe('before anything is loaded', () => {
  it.each([
    ['step', { granularity: 'layer', direction: 'forward', count: 1 }],
    ['resume', { direction: 'forward' }],
    ['seek', { position: at(0) }],
    ['summaries', {}],
    ['evaluate', { expression: 'W1' }],
    ['checkGradients', {}],
  ] as const)('%s is answered with what is missing', async (method, params) => {
    const { trainer } = converse();
    await expect(trainer.request(method, params as never)).rejects.toMatchObject({
      message: 'No run is loaded yet.',
      userError: true,
    });
  });

  it('case 35: a pause does nothing', async () => {
    expect(await converse().trainer.request('pause', {})).toEqual({});
  });
});

describe('moving', () => {
  it('announces every answer to all, with a number that grows', async () => {
    const { trainer, stops } = await loaded();
    await trainer.request('setBreakpoints', {
      instructions: [{ id: 7, instructions: [6] }],
      data: [],
      alertRules: [],
    });
    const answers = [
      await trainer.request('step', { granularity: 'layer', direction: 'forward', count: 2 }),
      await trainer.request('step', { granularity: 'iteration', direction: 'backward', count: 1 }),
      await trainer.request('seek', { position: at(7, 2) }),
      await trainer.request('resume', { direction: 'forward' }),
      await trainer.request('resume', { direction: 'backward' }),
      await trainer.request('step', { granularity: 'epoch', direction: 'forward', count: 1 }),
      await trainer.request('resume', { direction: 'forward' }),
    ];
    expect(stops).toEqual(answers);
    expect(answers.map(({ reason, position }) => [reason, position])).toEqual([
      ['step', at(0, 3)],
      ['start', at(0, 3)],
      ['goto', at(7, 2)],
      ['breakpoint', at(7, 6)],
      ['breakpoint', at(6, 6)],
      ['step', at(10, 6)],
      ['breakpoint', at(11, 6)],
    ]);
    expect(answers.map(({ epoch }) => epoch)).toEqual([0, 0, 1, 1, 1, 2, 2]);
    const sequence = answers.map((answer) => answer.sequence);
    expect(sequence).toEqual(sequence.toSorted((a, b) => a - b));
    expect(new Set(sequence).size).toBe(sequence.length);
  });

  it('case 31: takes 100 steps that were asked for at once, and ends exactly', async () => {
    const { trainer, stops } = await loaded();
    const step = { granularity: 'instruction', direction: 'forward', count: 1 } as const;
    const answers = await Promise.all(
      Array.from({ length: 100 }, () => trainer.request('step', step)),
    );
    // 17 instructions and the end are 18 places an iteration.
    const expected = Array.from({ length: 100 }, (_, index) =>
      at(Math.floor((index + 1) / 18), (index + 1) % 18),
    );
    expect(answers.map(({ position }) => position)).toEqual(expected);
    expect(stops).toEqual(answers);
  });

  it('refuses a position that the run does not have, and stays', async () => {
    const { trainer, stops } = await loaded();
    for (const position of [at(12), at(-1), at(0, 18), at(0.5), at(NaN)]) {
      await expect(trainer.request('seek', { position })).rejects.toMatchObject({
        message: `Position ${position.iteration}:${position.instruction} is outside this run of 12 iterations.`,
        userError: true,
      });
    }
    expect(stops).toEqual([]);
  });
});

describe('alerts', () => {
  const deep = networkText({ layers: 9 });

  it('that break stop the run at their birth, again from behind, with their evidence', async () => {
    const { trainer, events } = await loaded(deep);
    await trainer.request('setBreakpoints', {
      instructions: [],
      data: [],
      alertRules: [{ id: 1, rule: 'vanishingGradient' }],
    });
    const first = await trainer.request('resume', { direction: 'forward' });
    expect(first).toMatchObject({
      reason: 'alert',
      alert: { rule: 'vanishingGradient', layer: 1, since: 2 },
      position: { iteration: 2 },
    });
    expect(first.alerts).toEqual([first.alert]);
    expect(first.alert?.evidence).toMatch(/^‖dW1‖ = .*, ‖dW10‖ = /);
    await trainer.request('seek', { position: at(10, 4) });
    const again = await trainer.request('resume', { direction: 'backward' });
    expect({ ...again, computedIterations: 0, sequence: 0 }).toEqual({
      ...first,
      computedIterations: 0,
      sequence: 0,
    });
    expect(events.filter((event) => event === 'alertRaised')).toHaveLength(1);
  });

  it('hold from the end of the iteration that proves them', async () => {
    const { trainer } = await loaded(deep);
    const { position: end } = await trainer.request('resume', { direction: 'forward' });
    const alertsAt = async (iteration: number, instruction: number) =>
      (await trainer.request('seek', { position: at(iteration, instruction) })).alerts.length;
    expect(await alertsAt(2, 0)).toBe(0);
    expect(await alertsAt(2, end.instruction)).toBe(1);
    expect(await alertsAt(3, 0)).toBe(1);
  });
});

describe('the series', () => {
  it('hold minimum and maximum of each bucket, and what is not computed yet as NaN', async () => {
    const { trainer } = await loaded();
    await trainer.request('seek', { position: at(4) });
    const { series, iterationsPerBucket, seriesNames } = await trainer.request('series', {
      names: ['J'],
      firstIteration: 0,
      iterations: 12,
      buckets: 6,
    });
    expect(seriesNames).toEqual(['J', 'norm(dW1)', 'norm(dW2)', 'training J', 'training accuracy']);
    expect(iterationsPerBucket).toBe(2);
    const [low = NaN, high = NaN, ...rest] = series[0]?.values ?? [];
    expect(0 < low && low <= high).toBe(true);
    expect(rest.slice(2).every(Number.isNaN)).toBe(true);
  });

  it('of an unknown name lists the names there are', async () => {
    const { trainer } = await loaded();
    const params = { names: ['accuracy'], firstIteration: 0, iterations: 12, buckets: 6 };
    await expect(trainer.request('series', params)).rejects.toMatchObject({
      message:
        'No series is named "accuracy"; there are J, norm(dW1), norm(dW2), training J, training accuracy.',
      userError: true,
    });
  });
});

describe('case 41: a replay with other numbers than before', () => {
  it('is an error for whoever asked, and a stop with its reason for all', async () => {
    const learningRate = 0.0123456789;
    const memories: WebAssembly.Memory[] = [];
    const instantiate = () => {
      const kernels = instantiateKernels();
      memories.push(kernels.memory);
      return kernels;
    };
    const conversation = converse(() => ({ instantiate, build: 'strict' }));
    await load(conversation, networkText({ learningRate }));
    const { trainer, stops } = conversation;
    await trainer.request('seek', { position: at(8) });
    await trainer.request('seek', { position: at(4) });
    for (const { buffer } of memories) {
      const numbers = new Float64Array(buffer);
      numbers.forEach((number, index) => {
        if (number === learningRate) numbers[index] = 2 * learningRate;
      });
    }
    const step = { granularity: 'iteration', direction: 'forward', count: 1 } as const;
    await expect(trainer.request('step', step)).rejects.toThrow(
      /^The replay of iteration 5 gave other numbers than before/,
    );
    expect(stops.at(-1)).toMatchObject({
      reason: 'pause',
      notice: expect.stringMatching(/^The replay of iteration 5 gave other/) as string,
    });
  });
});
