/** `backstep program`: the listing of one iteration. */
import { listProgram } from '../core';
import { arithmeticText } from './arithmeticText';
import { exitCode, type ExitCode } from './exitCode';
import type { Invocation } from './invocation';
import { openRunOf } from './openRun';
import type { Surroundings } from './surroundings';

export async function program(
  { file }: Extract<Invocation, { kind: 'program' }>,
  surroundings: Surroundings,
): Promise<ExitCode> {
  const run = await openRunOf(file, surroundings);
  const { text } = listProgram(run.machine.program, run.spec.name);
  await surroundings.output.write(`# ${arithmeticText(run)}\n${text}`);
  return exitCode.success;
}
