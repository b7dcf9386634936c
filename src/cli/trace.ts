/** `backstep trace`: trains, and writes the run down as a file that a debugger can go on with. */
import { saveTrace } from '../trainer/trace/writeTrace';
import { exitCode, type ExitCode } from './exitCode';
import type { Invocation } from './invocation';
import { openRunOf } from './openRun';
import { refuseUnwritable } from './outputFile';
import { goTo } from './position';
import type { Surroundings } from './surroundings';

export async function trace(
  { file, iterations, out }: Extract<Invocation, { kind: 'trace' }>,
  surroundings: Surroundings,
): Promise<ExitCode> {
  const run = await openRunOf(file, surroundings, { keyframeBudgetBytes: 2 ** 28 });
  await refuseUnwritable(out);
  const { timeline } = run;
  const instruction = timeline.end.instruction;
  const last = Math.min(iterations, timeline.iterations) - 1;
  await goTo(run, { iteration: last, instruction }, { surroundings, underWay: () => undefined });
  await saveTrace(run, out);
  return exitCode.success;
}
