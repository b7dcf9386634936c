/**
 * A stage: one step of a layer's forward pass, with what backpropagation does there.
 *
 * A layer is a list of stages, each of which writes one named output from the output of the stage before.
 * Going forward they run in order; going backward in reverse, each turning the gradient of its output (`d`
 * and the output's name) into the gradients of its parameters and of its input.
 */
import type { Shape } from '../tensor/shape';
import type { TensorRole } from '../tensor/tensorSpec';
import type { Instruction } from './instruction';

export interface NamedShape {
  readonly name: string;
  readonly shape: Shape;
}

export interface Stage {
  /** Counted from 1. */
  readonly layer: number;
  readonly output: NamedShape;
  readonly parameters: readonly NamedShape[];
  /** What the stage writes beside its output: statistics, masks. They have no gradient. */
  readonly others?: readonly (NamedShape & { readonly role: TensorRole })[];
  readonly forward: readonly Instruction[];
  readonly backward: readonly Instruction[];
  /** What changes in the update phase beside the parameters. */
  readonly update?: readonly Instruction[];
  /** Instead of `forward`, when the network is evaluated and not trained. */
  readonly evaluation?: readonly Instruction[];
}
