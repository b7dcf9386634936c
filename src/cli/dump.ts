/** `backstep dump`: every tensor that has a value at a position, as an NPZ file. */
import type { Run } from '../trainer/run';
import type { NamedArray } from '../trainer/loading/npzWriter';
import { tensorFile } from '../trainer/loading/tensorFile';
import { exitCode, type ExitCode } from './exitCode';
import type { Invocation } from './invocation';
import { openRunOf } from './openRun';
import { refuseUnwritable, writeOutputFile } from './outputFile';
import { goTo, positionIn } from './position';
import type { Surroundings } from './surroundings';

export async function dump(
  { file, at, out, init }: Extract<Invocation, { kind: 'dump' }>,
  surroundings: Surroundings,
): Promise<ExitCode> {
  const options = init === undefined ? {} : { parametersFile: init };
  const run = await openRunOf(file, surroundings, options);
  const target = positionIn(run, at);
  await refuseUnwritable(out);
  await goTo(run, target, { surroundings, underWay: () => undefined });
  await writeOutputFile(out, tensorFile(out, liveTensors(run)));
  return exitCode.success;
}

function liveTensors({ machine, timeline }: Run): readonly NamedArray[] {
  const program = machine.programOf(timeline.position.iteration);
  return program.tensors.flatMap(({ name, shape }) => {
    const view = timeline.read(name);
    return view === undefined ? [] : [{ name, shape, values: view.values }];
  });
}
