/** The run of the recording, for tests of what reads a run's description. */
import { readFileSync } from 'node:fs';
import path from 'node:path';

import type { InstructionDescription, RunDescription } from '../../src/protocol/run';

import type { Recording } from './page/recording';

const file = path.join(import.meta.dirname, '../fixtures/panel/two-moons.json');

export function recordedRun(): RunDescription {
  return (JSON.parse(readFileSync(file, 'utf8')) as Recording).run;
}

export function instructionNamed(run: RunDescription, name: string): InstructionDescription {
  return run.instructions[indexOf(run, name)]!;
}

/** The index of the instruction that is about to write `name`. */
export function indexOf(run: RunDescription, name: string): number {
  const index = run.instructions.findIndex((instruction) => instruction.name === name);
  if (index < 0) throw new Error(`The recorded run has no instruction ${name}.`);
  return index;
}
