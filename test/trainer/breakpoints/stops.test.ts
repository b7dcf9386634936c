/** Where breakpoints stop, against a plain search through every place of the run. */
import { describe, expect, it } from 'vitest';

import type { BreakpointParams } from '../../../src/protocol/breakpoints';
import type { TestNetwork } from '../../support/runs';
import { breakingRun, noBreakpoints, type BreakingRun, type PlacedStop } from './breakingRun';

/** Twelve iterations, four an epoch; the last one of an epoch has 10 samples instead of 30. */
const network: TestNetwork = {
  layers: [{ units: 3 }, { units: 1, activation: 'sigmoid' }],
  optimizer: { type: 'gradientDescent', learningRate: 0.3 },
  training: { batchSize: 30, epochs: 3 },
};

/** The place of every stop as `iteration:name`. */
async function stopsWith(
  breakpoints: (run: BreakingRun) => Partial<BreakpointParams>,
): Promise<{ places: string[]; stops: readonly PlacedStop[] }> {
  const run = breakingRun(network);
  run.mover.setBreakpoints({ ...noBreakpoints, ...breakpoints(run) });
  const stops = await run.stops('forward');
  return { stops, places: stops.map((stop) => placeText(run, stop)) };
}

function placeText({ machine }: BreakingRun, { position }: PlacedStop): string {
  const { iteration, instruction } = position;
  return `${iteration}:${machine.program.instructions[instruction]?.name ?? 'end'}`;
}

/** Iterations in which `holds` is true just before the named instruction. */
function iterationsWhere(name: string, holds: (run: BreakingRun) => boolean): number[] {
  const run = breakingRun(network);
  const { timeline } = run;
  return Array.from({ length: timeline.iterations }, (_, iteration) => iteration).filter(
    (iteration) => {
      timeline.seek({ iteration, instruction: run.instruction(name) });
      return holds(run);
    },
  );
}

function numbers(run: BreakingRun, tensor: string): number[] {
  return Array.from(run.timeline.read(tensor)?.values ?? []);
}

/** Outputs on the same side of one half as their targets. */
function shareRight(run: BreakingRun): number {
  const [outputs, targets] = [numbers(run, 'A2'), numbers(run, 'Y')];
  const right = outputs.filter((output, index) => Math.round(output) === targets[index]);
  return right.length / outputs.length;
}

describe('a condition', () => {
  it.each<[string, string, (run: BreakingRun) => boolean]>([
    ['iteration % 5 == 2', 'Z1', ({ timeline }) => timeline.position.iteration % 5 === 2],
    ['epoch == 1', 'W1', ({ timeline }) => Math.floor(timeline.position.iteration / 4) === 1],
    ['J < 0.6', 'dW1', ({ machine }) => machine.cost() < 0.6],
    ['norm(dW2) > 0.4', 'W1', (run) => Math.hypot(...numbers(run, 'dW2')) > 0.4],
    ['any(A1 > 0.96)', 'Z2', (run) => numbers(run, 'A1').some((value) => value > 0.96)],
    ['W1[1, 0] < -W1[2, 0]', 'X', (run) => numbers(run, 'W1')[2]! < -numbers(run, 'W1')[4]!],
    ['accuracy > 0.8', 'W1', (run) => shareRight(run) > 0.8],
    ['m < batchSize', 'dW2', ({ timeline }) => timeline.read('X')?.columns === 10],
    ['shape(X)[0, 1] == 10', 'Z1', ({ timeline }) => timeline.read('X')?.columns === 10],
  ])('"%s" stops exactly where it holds', async (condition, name, holds) => {
    const expected = iterationsWhere(name, holds);
    expect(expected.length).toBeGreaterThan(0);
    expect(expected.length).toBeLessThan(12);
    const { places } = await stopsWith(({ instruction }) => ({
      instructions: [{ id: 1, instructions: [instruction(name)], condition }],
    }));
    expect(places).toEqual(
      expected
        .map((iteration) => `${iteration}:${name}`)
        // Where the run begins nothing is come to.
        .filter((place) => place !== '0:X'),
    );
  });

  it('case 40: that has no answer pauses the run there and says why', async () => {
    const { stops, places } = await stopsWith(({ instruction }) => ({
      instructions: [{ id: 4, instructions: [instruction('Z2')], condition: 'A1[0, 15] > 2' }],
    }));
    expect(places).toEqual(['3:Z2', '7:Z2', '11:Z2']);
    for (const stop of stops) {
      expect(stop).toMatchObject({
        reason: 'conditionFailed',
        hitBreakpoints: [4],
        notice: expect.stringContaining('15') as string,
      });
    }
  });

  it('case 40: that costs too much pauses the run and says so', async () => {
    const { mover, instruction } = breakingRun({ ...network, training: { batchSize: 100 } });
    const square = '(A1.T @ A1)';
    mover.setBreakpoints({
      ...noBreakpoints,
      instructions: [
        {
          id: 4,
          instructions: [instruction('Z2')],
          condition: `sum(${Array.from({ length: 8 }, () => square).join(' @ ')}) > 0`,
        },
      ],
    });
    expect(await mover.resume('forward')).toMatchObject({
      reason: 'conditionFailed',
      notice: expect.stringContaining('takes too long') as string,
    });
  });
});

describe('a hit count', () => {
  it('counts the visits since the start of the run, whatever the debugger has seen', async () => {
    const run = breakingRun(network);
    const instructions = [run.instruction('Z1'), run.instruction('dW1')];
    run.mover.setBreakpoints({
      ...noBreakpoints,
      instructions: [{ id: 1, instructions, hitCondition: '% 5' }],
    });
    await run.mover.seek({ iteration: 6, instruction: 0 });
    const stops = await run.stops('forward');
    // Two visits an iteration: the 15th and the 20th come behind iteration 6.
    expect(stops.map((stop) => placeText(run, stop))).toEqual(['7:Z1', '9:dW1']);
    expect((await run.stops('backward')).map((stop) => placeText(run, stop))).toEqual([
      '9:dW1',
      '7:Z1',
      '4:dW1',
      '2:Z1',
    ]);
  });

  it('of a condition counts the visits at which it held', async () => {
    const holding = iterationsWhere('dW1', ({ machine }) => machine.cost() < 0.65);
    const { places } = await stopsWith(({ instruction }) => ({
      instructions: [
        {
          id: 1,
          instructions: [instruction('dW1')],
          condition: 'J < 0.65',
          hitCondition: '% 2',
        },
      ],
    }));
    expect(places).toEqual(
      holding.filter((_, index) => index % 2 === 1).map((iteration) => `${iteration}:dW1`),
    );
  });
});

describe('a data breakpoint', () => {
  it('stops behind each write of a tensor that changes', async () => {
    const { places, stops } = await stopsWith(() => ({ data: [{ id: 3, tensor: 'W1' }] }));
    expect(places).toEqual(Array.from({ length: 12 }, (_, iteration) => `${iteration}:b1`));
    expect(stops[0]).toMatchObject({
      reason: 'dataBreakpoint',
      hitBreakpoints: [3],
      notice: expect.stringMatching(/^W1\[0, 0\] changed from \S+ to \S+\.$/) as string,
    });
  });

  it('on an element stops where it crosses a value, between two of its values', async () => {
    const run = breakingRun(network);
    const values = Array.from({ length: 13 }, (_, iteration) => {
      run.timeline.seek(iteration < 12 ? { iteration, instruction: 0 } : run.timeline.end);
      return numbers(run, 'b1')[1]!;
    });
    const limit = (Math.min(...values) + Math.max(...values)) / 2;
    const expected = values
      .slice(0, 12)
      .flatMap((value, iteration) =>
        value < limit !== values[iteration + 1]! < limit ? [iteration] : [],
      );
    expect(expected.length).toBeGreaterThan(0);
    const { stops } = await stopsWith(() => ({
      data: [{ id: 3, tensor: 'b1', row: 1, column: 0, condition: `crosses ${limit}` }],
    }));
    expect(stops.map(({ position }) => position.iteration)).toEqual(expected);
  });

  it('on what every iteration writes anew compares with the iteration before', async () => {
    const costs = Array.from({ length: 12 }, (_, iteration) => {
      const run = breakingRun(network);
      run.timeline.seek({ iteration, instruction: run.instruction('end') });
      return run.machine.cost();
    });
    const expected = costs.flatMap((cost, iteration) =>
      0 < iteration && 0.1 < Math.abs(cost - costs[iteration - 1]!) ? [iteration] : [],
    );
    expect(expected.length).toBeGreaterThan(0);
    const { stops } = await stopsWith(() => ({
      data: [{ id: 3, tensor: 'J', condition: 'changes by 0.1' }],
    }));
    expect(stops.map(({ position }) => position.iteration)).toEqual(expected);
  });
});

describe('breakpoints that will not stop', () => {
  it('say why, each of them, and leave the others alone', () => {
    const run = breakingRun(network);
    const instructions = [run.instruction('Z1')];
    const verdicts = run.mover.setBreakpoints({
      instructions: [
        { id: 1, instructions },
        { id: 2, instructions, condition: 'J <' },
        { id: 3, instructions, condition: 'dW1[0, 0] > 0' },
        { id: 4, instructions, hitCondition: 'x' },
        { id: 5, instructions, logMessage: '{Q}' },
      ],
      data: [
        { id: 6, tensor: 'W7' },
        { id: 7, tensor: 'W1', condition: 'falls' },
      ],
      alertRules: [
        { id: 8, rule: 'boredom' },
        { id: 9, rule: 'notFinite', condition: '-1' },
      ],
    });
    expect(verdicts.map(({ id, verified }) => [id, verified])).toEqual([
      [1, true],
      ...[2, 3, 4, 5, 6, 7, 8, 9].map((id) => [id, false]),
    ]);
    for (const { verified, message } of verdicts) {
      expect(message === undefined).toBe(verified);
    }
  });
});
