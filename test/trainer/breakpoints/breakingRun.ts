/** A small run with a mover, and all of its stops in one direction. */
import {
  AlertLog,
  comparePositions,
  programBoundaries,
  type Direction,
  type Position,
} from '../../../src/core';
import type { BreakpointParams, LoggedMessages } from '../../../src/protocol/breakpoints';
import { expressionScopeOf } from '../../../src/trainer/expressionScope';
import { Mover, type Stop } from '../../../src/trainer/movement';
import type { Run } from '../../../src/trainer/run';
import { math, testRun, type TestNetwork, type TestRunOptions } from '../../support/runs';

export const noBreakpoints: BreakpointParams = { instructions: [], data: [], alertRules: [] };

export interface PlacedStop extends Stop {
  readonly position: Position;
}

export function breakingRun(network: TestNetwork, options: TestRunOptions = {}) {
  const { machine, timeline, ...rest } = testRun(network, options);
  const { iterations, scalars } = timeline;
  const { iterationsPerEpoch, weightCounts } = machine;
  const run = {
    ...rest,
    machine,
    timeline,
    alerts: new AlertLog({ scalars, weightCounts, math }),
    ground: {
      boundaries: programBoundaries(machine.program.instructions),
      iterations,
      iterationsPerEpoch,
    },
  };
  const logged: string[] = [];
  const progress: Position[] = [];
  const mover = new Mover(run, expressionScopeOf(run as unknown as Run), {
    alertRaised: () => undefined,
    underWay: (at) => progress.push(at),
    logged: ({ messages }: LoggedMessages) => logged.push(...messages.map(({ text }) => text)),
  });
  const instruction = (name: string): number => {
    const names = machine.program.instructions.map((each) => each.name);
    if (name !== 'end' && !names.includes(name)) throw new RangeError(`No instruction ${name}`);
    return name === 'end' ? names.length : names.indexOf(name);
  };

  /** Stops until the end of the run (or its start), which is not one of them. */
  async function stops(direction: Direction): Promise<PlacedStop[]> {
    const all: PlacedStop[] = [];
    const limit = direction === 'forward' ? 'end' : 'start';
    for (;;) {
      const stop = await mover.resume(direction);
      if (stop.reason === limit) return all;
      all.push({ ...stop, position: timeline.position });
    }
  }

  return { ...run, mover, logged, progress, instruction, stops };
}

export type BreakingRun = ReturnType<typeof breakingRun>;

/** What can be reached from either end: a stop at the very start or end is found in one direction only. */
export function between(stops: readonly PlacedStop[], { timeline }: BreakingRun): PlacedStop[] {
  return stops.filter(
    ({ position }) =>
      comparePositions(timeline.start, position) < 0 &&
      comparePositions(position, timeline.end) < 0,
  );
}
