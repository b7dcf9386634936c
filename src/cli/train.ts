/** `backstep train`: trains to the end and reports the metrics on the way. */
import { Evaluator, type Evaluation, type Samples } from '../core';
import { evaluationsOf } from '../trainer/evaluations';
import type { NamedArray } from '../trainer/loading/npzWriter';
import { tensorFile } from '../trainer/loading/tensorFile';
import type { Run } from '../trainer/run';
import { arithmeticText } from './arithmeticText';
import { exitCode, type ExitCode } from './exitCode';
import { InterruptedError } from './interruption';
import type { Invocation } from './invocation';
import { openRunOf } from './openRun';
import { refuseUnwritable, writeOutputFile } from './outputFile';
import { inSlices } from './slices';
import type { Surroundings } from './surroundings';
import { jsonReport, textReport, type Metrics, type Report } from './trainingReport';

export async function train(
  { file, iterations, format, save }: Extract<Invocation, { kind: 'train' }>,
  surroundings: Surroundings,
): Promise<ExitCode> {
  const run = await openRunOf(file, surroundings);
  if (save !== undefined) await refuseUnwritable(save);
  const total = iterations ?? run.timeline.iterations;
  const report =
    format === 'json'
      ? jsonReport()
      : textReport({
          arithmetic: arithmeticText(run),
          evaluateEvery: intervalOf(run),
          iterations: total,
        });
  const ending = await trainTo(total, { run, report, surroundings });
  if (save !== undefined) await writeOutputFile(save, tensorFile(save, parametersOf(run)));
  return ending;
}

interface Training {
  readonly run: Run;
  readonly report: Report;
  readonly surroundings: Surroundings;
}

/** Runs the machine itself: a training that is only watched needs no way back, and so no keyframes. */
async function trainTo(
  planned: number,
  { run, report, surroundings }: Training,
): Promise<ExitCode> {
  const { machine } = run;
  const every = intervalOf(run);
  const { iterationsPerEpoch } = machine;
  const isWhole = run.spec.training.evaluateEvery !== undefined;
  const stopping = earlyStopping(run, planned);
  let total = planned;
  const { output, progress } = surroundings;
  const evaluate = evaluators(run);
  await output.write(report.head);
  let iteration = 0;
  try {
    await inSlices(surroundings, async (mayContinue) => {
      let lines = '';
      do {
        machine.pass(iteration);
        total = Math.min(planned, stopping.iterationsAfter(iteration));
        const isEnd = iteration + 1 === total;
        const isDue = (iteration + 1) % every === 0;
        const wantsMetrics =
          isEnd || (isDue && report.wantsMetricsOf(Math.floor(iteration / every)));
        lines += report.line({
          iteration,
          epoch: Math.floor(iteration / iterationsPerEpoch),
          cost: machine.cost(),
          ...(wantsMetrics ? { metrics: evaluate(isEnd || isWhole) } : {}),
        });
        iteration++;
        if (isEnd && total < planned) lines += report.stopped(stopping.notice());
      } while (iteration < total && mayContinue());
      if (lines !== '') {
        progress.clear();
        await output.write(lines);
      }
      progress.show(`iteration ${iteration} of ${total}, cost ${machine.cost().toPrecision(4)}`);
      return iteration < total ? 'more' : 'done';
    });
    return exitCode.success;
  } catch (error) {
    if (error instanceof InterruptedError) return exitCode.interrupted;
    throw error;
  } finally {
    progress.clear();
  }
}

/** Iterations from one evaluation to the next. */
function intervalOf({ spec, machine }: Run): number {
  return spec.training.evaluateEvery ?? machine.iterationsPerEpoch;
}

interface EarlyStop {
  /** How many iterations training has, told after each of them. */
  iterationsAfter(iteration: number): number;
  notice(): string;
}

/** By the same evaluations as a debugged run. */
function earlyStopping(run: Run, iterations: number): EarlyStop {
  const { spec, machine } = run;
  if (spec.training.earlyStopping === undefined) {
    return { iterationsAfter: () => iterations, notice: () => '' };
  }
  const { iterationsPerEpoch } = machine;
  const evaluations = evaluationsOf({ ...run, iterationsPerEpoch, iterations });
  return {
    iterationsAfter(iteration) {
      evaluations.begin(iteration, machine.persistentBytes(), spec);
      evaluations.advance(() => true);
      return evaluations.iterations;
    },
    notice: () => evaluations.stopNotice ?? '',
  };
}

/** Unless evaluations are asked for, the test split is looked at once, when training has ended. */
function evaluators({
  machine,
  spec,
  dataset,
  instantiateKernels,
}: Run): (isWhole: boolean) => Metrics {
  const make = (samples: Samples): (() => Evaluation | undefined) => {
    if (samples.count === 0) return () => undefined;
    const evaluator = new Evaluator({ ...dataset, kernels: instantiateKernels(), spec, samples });
    return () => evaluator.evaluate(machine.persistentBytes());
  };
  const [train, validation, test] = [dataset.train, dataset.validation, dataset.test].map(make);
  return (isWhole) => ({
    train: train?.(),
    validation: validation?.(),
    test: isWhole ? test?.() : undefined,
  });
}

/** What evaluation needs: parameters and running statistics. */
function parametersOf({ machine }: Run): readonly NamedArray[] {
  const kept = machine.program.tensors.filter(
    ({ role }) => role === 'parameter' || role === 'statistics',
  );
  return kept.map(({ name, shape }) => ({
    name,
    shape,
    values: machine.view(name, 0).values,
  }));
}
