/**
 * What a network file says, after it has been read and found right.
 *
 * A `NetworkSpec` is complete: every option has a value, every combination is allowed, every size is in
 * bounds. Who holds one has nothing left to check but the data files themselves.
 */
import type { DataSpec, NumpySeed } from './dataSource';

export type ActivationKind =
  | 'identity'
  | 'step'
  | 'sigmoid'
  | 'tanh'
  | 'relu'
  | 'leakyRelu'
  | 'elu'
  | 'gelu'
  | 'silu'
  | 'softplus'
  | 'softmax';

export type LossKind =
  | 'squaredError'
  | 'sumSquaredError'
  | 'meanSquaredError'
  | 'binaryCrossEntropy'
  | 'categoricalCrossEntropy';

/** Which of the three sources' formulas is meant where they differ; see the README's reference. */
export type Dialect = 'course' | 'book' | 'pytorch';

export type Precision = 'float64' | 'float32';

export type InitializerSpec =
  | { readonly type: 'zeros' }
  | { readonly type: 'constant'; readonly value: number }
  | { readonly type: 'normal'; readonly standardDeviation: number }
  | { readonly type: 'uniform'; readonly low: number; readonly high: number }
  | { readonly type: 'xavier' }
  | { readonly type: 'he' }
  | { readonly type: 'orthogonal'; readonly gain: number }
  | { readonly type: 'file'; readonly path: string };

/** The batch variance is always biased; `runningVariance` is how the running one counts it. */
export interface BatchNormSpec {
  readonly position: 'beforeActivation' | 'afterActivation';
  readonly epsilon: number;
  /** What a running average keeps of itself in each iteration. */
  readonly keep: number;
  readonly runningVariance: 'biased' | 'unbiased';
  readonly initialVariance: 0 | 1;
}

/** `inverted` divides by `keep` in training; `book` does not, and multiplies by `keep` in evaluation. */
export interface DropoutSpec {
  /** The probability with which a unit stays; the book writes the ratio that goes, 1 - keep. */
  readonly keep: number;
  readonly form: 'inverted' | 'book';
}

/** (height, width) */
export type ImageSize = readonly [vertical: number, horizontal: number];

/** What a layer of parameters may have behind its sum. */
interface ActivatedLayerSpec {
  readonly activation: ActivationKind;
  readonly initializer: InitializerSpec;
  readonly batchNorm?: BatchNormSpec;
  readonly dropout?: DropoutSpec;
}

export interface DenseLayerSpec extends ActivatedLayerSpec {
  readonly type: 'dense';
  readonly units: number;
}

export interface Conv2dLayerSpec extends ActivatedLayerSpec {
  readonly type: 'conv2d';
  readonly filters: number;
  readonly kernel: ImageSize;
  readonly stride: ImageSize;
  /** Zeros added at the top and at the bottom, at the left and at the right. */
  readonly padding: ImageSize;
}

export interface MaxPool2dLayerSpec {
  readonly type: 'maxPool2d';
  readonly size: ImageSize;
  readonly stride: ImageSize;
  /** Which of several equal maxima of a window get its gradient. */
  readonly ties: 'all' | 'first';
}

export interface AveragePool2dLayerSpec {
  readonly type: 'averagePool2d';
  readonly size: ImageSize;
  readonly stride: ImageSize;
}

/** Images become columns, in the order channel, row, column. */
export interface FlattenLayerSpec {
  readonly type: 'flatten';
}

export type LayerSpec =
  DenseLayerSpec | Conv2dLayerSpec | MaxPool2dLayerSpec | AveragePool2dLayerSpec | FlattenLayerSpec;

/** How the learning rate α changes with the epoch, counted from 0; absent: it does not. */
export type ScheduleSpec =
  | { readonly type: 'constant' }
  /** α / (1 + decay · epoch) */
  | { readonly type: 'inverseTime'; readonly decay: number }
  /** α · factor^⌊epoch / every⌋ */
  | { readonly type: 'step'; readonly every: number; readonly factor: number }
  /** From α in the first epoch along half a cosine towards `minimum` after the last. */
  | { readonly type: 'cosine'; readonly minimum: number };

/** Where both are given, every entry is cut first, and the norm after it. */
export interface ClipSpec {
  /** The most that the length of all gradients together may be. */
  readonly norm?: number;
  /** The most that any entry of a gradient may be, positive or negative. */
  readonly value?: number;
}

interface CommonOptimizerSpec {
  readonly learningRate: number;
  readonly schedule?: ScheduleSpec;
  readonly clip?: ClipSpec;
}

export type OptimizerSpec = CommonOptimizerSpec &
  (
    | { readonly type: 'gradientDescent' }
    /** v = βv + (1-β)g, W -= αv · v = βv - αg, W += v · v = βv + g, W -= αv */
    | {
        readonly type: 'momentum';
        readonly beta: number;
        readonly form: 'average' | 'velocity' | 'accumulate';
      }
    | { readonly type: 'nesterov'; readonly momentum: number; readonly form: 'book' | 'pytorch' }
    | { readonly type: 'adaGrad'; readonly epsilon: number }
    | { readonly type: 'rmsProp'; readonly decay: number; readonly epsilon: number }
    | {
        readonly type: 'adam';
        readonly beta1: number;
        readonly beta2: number;
        readonly epsilon: number;
        /** `course` adds epsilon to √v̂, `book` to √v. */
        readonly form: 'course' | 'book';
      }
  );

/**
 * course: cost + λ/(2m) ΣW², dW + λ/m · W. book: cost + λ/2 ΣW², dW + λW. pytorch: g + λp for every
 * parameter, with biases, γ and β, and not in the cost.
 */
export interface WeightDecaySpec {
  readonly lambda: number;
  readonly form: 'course' | 'book' | 'pytorch';
}

/**
 * Where the 1/m of the mean cost stands: `perSample` only in dW and db, `mean` already in the gradient of the
 * cost, and so in dZ and dA.
 */
export type GradientScale = 'perSample' | 'mean';

/** The logarithm of a cross entropy: as it is, of y + 1e-7 (in the cost only), or at least -100. */
export type LogForm = 'plain' | 'offset' | 'clamped';

export interface NumpyRandomSpec extends NumpySeed {
  /** Seed of the course's random_mini_batches, raised by 1 before each epoch; absent: the same seed. */
  readonly minibatches?: number;
}

/** Of the kernels: `relaxed` rounds otherwise, `turbo` has the bits of `strict`. */
export type KernelBuild = 'strict' | 'relaxed' | 'turbo';

export interface TrainingSpec {
  readonly batchSize: number;
  readonly epochs: number;
  readonly seed: number;
  readonly precision: Precision;
  /** The build that is wanted. */
  readonly kernels: KernelBuild;
  readonly shuffle: boolean;
  /** Iterations from one evaluation of all splits to the next; absent: the validation split, once per epoch. */
  readonly evaluateEvery?: number;
  readonly earlyStopping?: EarlyStoppingSpec;
}

/** Training ends when the metric has not become better, by more than `minimumDelta`, in `patience` evaluations. */
export interface EarlyStoppingSpec {
  readonly metric: 'validationCost' | 'validationAccuracy' | 'validationError';
  readonly patience: number;
  readonly minimumDelta: number;
}

export interface NetworkSpec {
  readonly name: string;
  /**
   * It has decided what was left out of the options below and in the layers. Of itself it decides only in which
   * order NumPy's numbers become weights and minibatches.
   */
  readonly dialect: Dialect;
  readonly data: DataSpec;
  readonly layers: readonly LayerSpec[];
  readonly loss: LossKind;
  /** Whether a cross entropy and the activation that it needs have the one gradient dZ = A - Y. */
  readonly fused: boolean;
  readonly logForm: LogForm;
  readonly gradientScale: GradientScale;
  readonly weightDecay?: WeightDecaySpec;
  readonly optimizer: OptimizerSpec;
  /** Of initial weights and of the order of the samples. */
  readonly random?: NumpyRandomSpec;
  readonly training: TrainingSpec;
}
