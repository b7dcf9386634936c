/**
 * Edits: what a user has changed by hand, as plain data.
 *
 * An edit belongs to a position and is made just before the instruction there runs, again in every replay that
 * passes it. So every number stays a function of the network, the seed, the data and the edits.
 */
import type { Position } from './position';

export type Edit =
  /** One number of a tensor that has a value at the position; lost when an instruction writes the tensor anew. */
  | {
      readonly kind: 'element';
      readonly position: Position;
      readonly tensor: string;
      readonly row: number;
      readonly column: number;
      readonly value: number;
    }
  /** A setting of the training, from the position on. */
  | {
      readonly kind: 'hyperparameter';
      readonly position: Position;
      readonly name: string;
      readonly value: number;
    };
