/**
 * What a network file says, after it has been read and found right.
 *
 * A `NetworkSpec` is complete: every option has a value, every combination is allowed, every size is in
 * bounds. Who holds one has nothing left to check but the data files themselves.
 */

export type ActivationKind =
  'identity' | 'step' | 'sigmoid' | 'tanh' | 'relu' | 'leakyRelu' | 'softmax';

export type LossKind = 'squaredError' | 'binaryCrossEntropy' | 'categoricalCrossEntropy';

/** Which of the three sources' formulas is meant where they differ; see the README's reference. */
export type Dialect = 'course';

export type Precision = 'float64' | 'float32';

export type InitializerSpec =
  | { readonly type: 'zeros' }
  | { readonly type: 'normal'; readonly standardDeviation: number }
  | { readonly type: 'xavier' }
  | { readonly type: 'he' }
  | { readonly type: 'file'; readonly path: string };

export interface DenseLayerSpec {
  readonly type: 'dense';
  readonly units: number;
  readonly activation: ActivationKind;
  readonly initializer: InitializerSpec;
}

export type LayerSpec = DenseLayerSpec;

export type OptimizerSpec =
  | { readonly type: 'gradientDescent'; readonly learningRate: number }
  | { readonly type: 'momentum'; readonly learningRate: number; readonly beta: number }
  | {
      readonly type: 'adam';
      readonly learningRate: number;
      readonly beta1: number;
      readonly beta2: number;
      readonly epsilon: number;
    };

export type GeneratorKind = 'xor' | 'moons' | 'circles' | 'spirals';
export type ScalingKind = 'none' | 'minMax' | 'standard';

/** Fractions of the samples; they add up to at most 1 (a rest is left unused). */
export interface SplitSpec {
  readonly train: number;
  readonly validation: number;
  readonly test: number;
}

interface CommonDataSpec {
  readonly split: SplitSpec;
  readonly scaling: ScalingKind;
  /** Turn class numbers 0…k-1 into columns of zeros with a single one. */
  readonly oneHot: boolean;
}

export type DataSpec = CommonDataSpec &
  (
    | {
        readonly source: 'generator';
        readonly kind: GeneratorKind;
        readonly samples: number;
        readonly noise: number;
        /** Number of classes; 2 but for spirals. */
        readonly classes: number;
      }
    /** Columns are named by the header, or counted from 0 where there is none. */
    | {
        readonly source: 'csv';
        readonly path: string;
        readonly header: boolean;
        readonly targets: readonly (string | number)[];
        /** Absent: every column that is not a target. */
        readonly features?: readonly (string | number)[];
      }
    /** Images and labels, plain or gzipped; the test pair is a split of its own when it is given. */
    | {
        readonly source: 'idx';
        readonly images: string;
        readonly labels: string;
        readonly testImages?: string;
        readonly testLabels?: string;
      }
    /** Arrays `inputs` (samples, features) and `targets` (samples,) or (samples, outputs) of an NPZ file. */
    | {
        readonly source: 'npz';
        readonly path: string;
        readonly inputs: string;
        readonly targets: string;
      }
  );

export interface TrainingSpec {
  readonly batchSize: number;
  readonly epochs: number;
  readonly seed: number;
  readonly precision: Precision;
  readonly shuffle: boolean;
}

export interface NetworkSpec {
  readonly name: string;
  readonly dialect: Dialect;
  readonly data: DataSpec;
  readonly layers: readonly LayerSpec[];
  readonly loss: LossKind;
  readonly optimizer: OptimizerSpec;
  readonly training: TrainingSpec;
}
