/** What is changed by hand, the branches that this makes, and how two of them differ. */
import type { StopReport } from './movement';
import type { Position } from './position';
import type { MatrixSlice, SliceRequest } from './tensors';

export interface EditParams {
  /** An element of a tensor or a hyper-parameter: `W1[0, 3]`, `b1[2]`, `learningRate`. */
  readonly target: string;
  /** One number as text: `0.5`, `-3e-4`, `NaN`, `-Inf`. */
  readonly value: string;
}

export type EditResult =
  | { readonly kind: 'edited'; readonly report: StopReport }
  /** Nothing has changed; the message is for the user. */
  | { readonly kind: 'refused'; readonly message: string };

export interface BranchDescription {
  /** Counted from 1; the first is the run as its network file says it. */
  readonly id: number;
  readonly isInUse: boolean;
  readonly computedIterations: number;
  /** Where it left another branch; absent in the first. */
  readonly origin?: { readonly branch: number; readonly position: Position };
  /** What was changed there: `W1[0, 3] = 0.5`, `learningRate = 0.001`. */
  readonly edits: readonly string[];
  /** Hyper-parameters that can be changed in this branch, as they are now. */
  readonly hyperparameters: readonly { readonly name: string; readonly value: number }[];
}

export interface CompareParams {
  readonly branch: number;
  readonly request: SliceRequest;
}

export type ComparisonResult =
  | {
      readonly kind: 'compared';
      /** This branch less the other one. */
      readonly difference: MatrixSlice;
      /** [largest absolute difference, norm of the difference, norm here, norm there] of the whole tensor */
      readonly values: Float64Array;
      /** Numbers whose bits are not the same. */
      readonly different: number;
    }
  | { readonly kind: 'unavailable'; readonly reason: string };
