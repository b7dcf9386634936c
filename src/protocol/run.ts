/** What a run is made of, told once when it is loaded; nothing here changes while it trains. */

export type PhaseName = 'batch' | 'forward' | 'loss' | 'backward' | 'update';

/** A piece of a formula: plain text, or a tensor by name (shown transposed when it says so). */
export type FormulaToken = string | { readonly tensor: string; readonly transposed?: boolean };

export interface InstructionDescription {
  /** Unique in the program, the name of the first tensor it writes: `dW2`. */
  readonly name: string;
  readonly phase: PhaseName;
  /** Counted from 1; absent for batch and loss, and for an update that serves all layers. */
  readonly layer?: number;
  readonly writes: readonly string[];
  readonly reads: readonly string[];
  /** The right-hand side: `["1/m · ", { tensor: "dZ2" }, " · ", { tensor: "A1", transposed: true }]`. */
  readonly formula: readonly FormulaToken[];
  /** `(16, 32) = (16, 2) · (2, 32) + (16, 1)`. */
  readonly shapes: string;
  /** A sentence or two that a learner needs here; often absent. */
  readonly note?: string;
}

export type TensorRole =
  | 'data'
  | 'parameter'
  | 'activation'
  | 'gradient'
  | 'optimizerState'
  | 'statistics'
  | 'cost'
  | 'hyperparameter';

export interface TensorDescription {
  readonly name: string;
  readonly shape: readonly number[];
  /** The matrix reading of the shape: all leading dimensions by the last one. */
  readonly rows: number;
  readonly columns: number;
  readonly role: TensorRole;
  readonly layer?: number;
  /** Persistent tensors keep their value from one iteration to the next; the others are written anew in each. */
  readonly persistent: boolean;
}

export interface LayerDescription {
  /** Counted from 1. */
  readonly layer: number;
  /** `dense 16, relu` */
  readonly title: string;
  /** Zero-based line of the layer in the network file. */
  readonly line: number;
  /** Tensors of the forward pass, in order: `W1, b1, Z1, A1`. */
  readonly tensors: readonly string[];
  /** What forward leaves for backward: `A0, W1, b1, Z1`. */
  readonly cache: readonly string[];
}

export interface RunDescription {
  readonly name: string;
  /** Absolute path of the network file. */
  readonly file: string;
  readonly precision: 'float64' | 'float32';
  /** The build of the kernels in use. */
  readonly kernels: 'strict' | 'relaxed' | 'turbo';
  readonly instructions: readonly InstructionDescription[];
  readonly tensors: readonly TensorDescription[];
  readonly layers: readonly LayerDescription[];
  /** Zero-based lines of the `loss`, `optimizer`, `data` and `training` properties of the network file. */
  readonly lines: {
    readonly data: number;
    readonly loss: number;
    readonly optimizer: number;
    readonly training: number;
  };
  readonly iterations: number;
  readonly iterationsPerEpoch: number;
  readonly epochs: number;
  readonly batchSize: number;
  readonly samples: { readonly train: number; readonly validation: number; readonly test: number };
  /** The program as text, one instruction a line; line i + `firstListingLine` is instruction i. */
  readonly listing: string;
  /** Zero-based listing line of each instruction; the last entry is the end of the iteration. */
  readonly listingLines: readonly number[];
  /** Alert rules that can break a run. */
  readonly alertRules: readonly {
    readonly id: string;
    readonly label: string;
    readonly description: string;
  }[];
}
