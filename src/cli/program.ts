/** `backstep program`: the listing of one iteration. */
import { listProgram } from '../core';
import { exitCode, type ExitCode } from './exitCode';
import type { Invocation } from './invocation';
import { openRunOf } from './openRun';
import type { Surroundings } from './surroundings';

export async function program(
  { file }: Extract<Invocation, { kind: 'program' }>,
  surroundings: Surroundings,
): Promise<ExitCode> {
  const { machine, spec } = await openRunOf(file, surroundings);
  await surroundings.output.write(listProgram(machine.program, spec.name).text);
  return exitCode.success;
}
