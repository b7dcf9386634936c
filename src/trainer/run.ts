/**
 * A run: a network, its data and its timeline, opened from a file's text.
 *
 * Opening either gives a run that can start, or the problems that keep it from starting, each with its place.
 */
import path from 'node:path';

import {
  AlertLog,
  Branches,
  compileMinibatches,
  Machine,
  MemoryBudgetError,
  programBoundaries,
  Timeline,
  type AlertLogOptions,
  type Dataset,
  type Instruction,
  type SteppingGround,
} from '../core';
import { locateOption, type NetworkLocations } from '../network/locations';
import { lineAndColumn } from '../network/lineIndex';
import { parseNetwork } from '../network/parse';
import type { Problem } from '../network/problem';
import type { KernelBuild, NetworkSpec } from '../network/spec';
import type { LoadProblem } from '../protocol/loading';
import { evaluationsOf } from './evaluations';
import type { ChooseKernels, ChosenKernels, InstantiateKernels } from './kernels';
import { DataError } from './loading/dataError';
import { loadDataset } from './loading/loadDataset';
import { loadParameters } from './loading/loadParameters';

export interface RunOptions {
  /** Absolute path of the network file. */
  readonly file: string;
  readonly text: string;
  /** Folders from which data may be read, beside the file's own. */
  readonly roots: readonly string[];
  readonly memoryBudgetBytes: number;
  readonly keyframeBudgetBytes: number;
  readonly chooseKernels: ChooseKernels;
  /** Absolute path of an NPZ or safetensors file from which all parameters start, whatever the network file says. */
  readonly parametersFile?: string;
  /** Replaces instructions, for tests that break one on purpose. */
  readonly rewrite?: (instruction: Instruction) => Instruction;
}

export interface Run {
  readonly file: string;
  readonly text: string;
  readonly spec: NetworkSpec;
  readonly locations: NetworkLocations;
  /** What the file says that is allowed but hardly meant, and what was passed over in reading its data. */
  readonly warnings: readonly LoadProblem[];
  readonly dataset: Dataset;
  readonly machine: Machine;
  readonly branches: Branches;
  /** Of the branch in use, and so another one after an edit: never to be kept. */
  readonly timeline: Timeline;
  /** Of the branch in use, like the timeline. */
  readonly alerts: AlertLog;
  /** Of the branch in use; early stopping makes it shorter. */
  readonly ground: SteppingGround;
  /** The build in use. */
  readonly kernels: KernelBuild;
  /** Why it is not the one that is wanted; also among the warnings. */
  readonly kernelNotice?: string;
  readonly instantiateKernels: InstantiateKernels;
  readonly keyframeBudgetBytes: number;
  readonly rewrite?: (instruction: Instruction) => Instruction;
}

export type OpenedRun =
  | { readonly kind: 'opened'; readonly run: Run }
  | { readonly kind: 'refused'; readonly problems: readonly LoadProblem[] };

export async function openRun(options: RunOptions): Promise<OpenedRun> {
  const { file, text, memoryBudgetBytes, chooseKernels, parametersFile } = options;
  const { spec: written, problems, locations } = parseNetwork(text);
  const problemsOf = (wanted: Problem['severity']): readonly LoadProblem[] =>
    problems
      .filter(({ severity }) => severity === wanted)
      .map(({ message, range }) => ({ file, ...lineAndColumn(text, range.start), message }));
  if (written === undefined) return refuse(problemsOf('error'));
  const spec = parametersFile === undefined ? written : startingFrom(written, parametersFile);
  const roots = [
    ...options.roots,
    ...(parametersFile === undefined ? [] : [path.dirname(parametersFile)]),
  ];
  const kernels = chooseKernels(spec.training.kernels);
  const kernelProblem = problemOfKernels(kernels, spec, options);
  if (kernelProblem !== undefined && spec.training.kernels === 'relaxed')
    return refuse([kernelProblem]);
  const { instantiate: instantiateKernels } = kernels;
  const math = { ...instantiateKernels(), sqrt: Math.sqrt };
  try {
    const loading = { spec, networkFile: file, networkText: text, roots, memoryBudgetBytes };
    const warnings = [...problemsOf('warning')];
    if (kernelProblem !== undefined) warnings.push(kernelProblem);
    const warn = (warning: LoadProblem): void => void warnings.push(warning);
    const dataset = await loadDataset({ ...loading, math, warn });
    const { tensors } = compileMinibatches({ spec, dataset }).full;
    const fileParameters = await loadParameters({ ...loading, tensors });
    const machine = new Machine({
      ...options,
      kernels: instantiateKernels(),
      spec,
      dataset,
      fileParameters,
      ...(kernels.build === 'strict' ? {} : { fingerprintSalt: kernels.build }),
    });
    const { iterationsPerEpoch, weightCounts } = machine;
    const iterations = iterationsPerEpoch * spec.training.epochs;
    const { keyframeBudgetBytes } = options;
    const evaluations = evaluationsOf({
      spec,
      dataset,
      instantiateKernels,
      iterationsPerEpoch,
      iterations,
    });
    const branches = new Branches(
      new Timeline({ machine, iterations, keyframeBudgetBytes, evaluations }),
    );
    const boundaries = programBoundaries(machine.program.instructions);
    const alertsOf = alertLogs({ weightCounts, math: machine.math });
    return {
      kind: 'opened',
      run: {
        ...options,
        kernels: kernels.build,
        ...(kernelProblem === undefined ? {} : { kernelNotice: kernelProblem.message }),
        instantiateKernels,
        spec,
        locations,
        warnings,
        dataset,
        machine,
        branches,
        get timeline() {
          return branches.inUse.timeline;
        },
        get alerts() {
          return alertsOf(branches.inUse.timeline);
        },
        get ground() {
          const { iterations } = branches.inUse.timeline;
          return { boundaries, iterations, iterationsPerEpoch };
        },
      },
    };
  } catch (error) {
    if (error instanceof DataError) return refuse([error.problem]);
    if (error instanceof MemoryBudgetError)
      return refuse([memoryProblem(error, options, locations)]);
    throw error;
  }
}

/** One log for each timeline; what a branch has in common with another has been told before. */
function alertLogs(options: Omit<AlertLogOptions, 'scalars'>): (timeline: Timeline) => AlertLog {
  const logs = new WeakMap<Timeline, AlertLog>();
  return (timeline) => {
    const known = logs.get(timeline);
    if (known !== undefined) return known;
    const log = new AlertLog({ ...options, scalars: timeline.scalars });
    logs.set(timeline, log);
    log.catchUp(() => undefined);
    return log;
  };
}

function startingFrom(spec: NetworkSpec, parametersFile: string): NetworkSpec {
  const initializer = { type: 'file', path: parametersFile } as const;
  return { ...spec, layers: spec.layers.map((layer) => ({ ...layer, initializer })) };
}

function refuse(problems: readonly LoadProblem[]): OpenedRun {
  return { kind: 'refused', problems };
}

/**
 * Why the build that is wanted is not the one in use, at the line that wants it. Turbo kernels have the bits of
 * the strict ones, which can stand in for them; relaxed kernels have their own, so nothing can.
 */
function problemOfKernels(
  { reason }: ChosenKernels,
  { training }: NetworkSpec,
  { file, text }: RunOptions,
): LoadProblem | undefined {
  if (reason === undefined) return undefined;
  const advice =
    training.kernels === 'relaxed'
      ? 'Choose "strict", or run on a newer engine.'
      : 'This run uses the strict kernels, which have the same bits.';
  const offset = locateOption(text, ['training', 'kernels']);
  return { file, ...lineAndColumn(text, offset), message: `${reason} ${advice}` };
}

function memoryProblem(
  { neededBytes, budgetBytes, largestTensor }: MemoryBudgetError,
  { file, text }: RunOptions,
  { layers }: NetworkLocations,
): LoadProblem {
  const megabytes = (bytes: number): string => `${Math.ceil(bytes / 2 ** 20)} MB`;
  return {
    file,
    ...lineAndColumn(text, layers[0]?.range.start ?? 0),
    message: `This run needs ${megabytes(neededBytes)} of memory, but the budget is ${megabytes(budgetBytes)}; the largest tensor is ${largestTensor}. Use fewer units or a smaller batch, or raise the setting backstep.memoryBudgetMB.`,
  };
}
