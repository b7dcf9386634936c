/** The groups in which a frame's tensors are shown. */
import type { StopReport } from '../protocol/movement';
import type { RunDescription, TensorRole } from '../protocol/run';
import type { FrameKind } from './stackFrames';

export interface TensorScope {
  readonly name: string;
  /** Names of tensors, in the order in which they are shown. */
  readonly tensors: readonly string[];
  /** Also the iteration, the epoch and the position. */
  readonly showsPlace: boolean;
}

export function scopesOf(run: RunDescription, report: StopReport, frame: FrameKind): TensorScope[] {
  const all =
    frame === 'training'
      ? [runScope(run), ...roleScopes(run)]
      : [...placeScopes(run, report, frame), ...roleScopes(run), runScope(run)];
  return all.filter(({ tensors, showsPlace }) => tensors.length > 0 || showsPlace);
}

/** What the instruction about to run reads and writes, and for the layer's frame all tensors of the layer. */
function placeScopes(run: RunDescription, report: StopReport, frame: FrameKind): TensorScope[] {
  const instruction = run.instructions[report.position.instruction];
  if (instruction === undefined) return [];
  const { layer, reads, writes } = instruction;
  const scopes = [scope('This instruction', run, [...new Set([...writes, ...reads])])];
  if (frame === 'layer' && layer !== undefined) {
    const tensors = run.tensors.filter((tensor) => tensor.layer === layer);
    scopes.push(
      scope(
        `Layer ${layer}`,
        run,
        tensors.map(({ name }) => name),
      ),
    );
  }
  return scopes;
}

const roleTitles: readonly (readonly [title: string, role: TensorRole])[] = [
  ['Data', 'data'],
  ['Parameters', 'parameter'],
  ['Activations', 'activation'],
  ['Gradients', 'gradient'],
  ['Optimizer state', 'optimizerState'],
];

function roleScopes(run: RunDescription): TensorScope[] {
  return roleTitles.map(([title, role]) => scope(title, run, namesWithRole(run, role)));
}

function runScope(run: RunDescription): TensorScope {
  const tensors = [...namesWithRole(run, 'cost'), ...namesWithRole(run, 'hyperparameter')];
  return { name: 'Run', tensors, showsPlace: true };
}

function namesWithRole(run: RunDescription, role: TensorRole): string[] {
  return run.tensors.filter((tensor) => tensor.role === role).map(({ name }) => name);
}

/** Only what the run describes is shown: an instruction may also read numbers that are no tensor. */
function scope(name: string, run: RunDescription, tensors: readonly string[]): TensorScope {
  const described = new Set(run.tensors.map((tensor) => tensor.name));
  return { name, tensors: tensors.filter((tensor) => described.has(tensor)), showsPlace: false };
}
