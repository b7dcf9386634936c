/**
 * What samples a network file asks for: from which generator or file, how they are scaled and dealt out.
 *
 * Part of a `NetworkSpec`, and as complete.
 */

/** Samples drawn by NumPy's generator, as after `np.random.seed(seed)`. */
export interface NumpySeed {
  readonly numpy: number;
}

export type GateKind = 'AND' | 'NAND' | 'OR' | 'XOR';

/** What a generator makes, with what only it can be told. Without `random`, the training seed decides. */
export type GeneratorShape =
  | { readonly kind: 'xor' | 'spirals' }
  | { readonly kind: 'digits' }
  | { readonly kind: 'cats' }
  | { readonly kind: 'gates'; readonly gate: GateKind }
  | { readonly kind: 'moons' | 'flower' | 'blobs'; readonly random?: NumpySeed }
  /** `factor` is the radius of the inner circle; the outer one has 1. */
  | { readonly kind: 'circles'; readonly factor: number; readonly random?: NumpySeed }
  /** `features` counts from 1 to 4: size, bedrooms, distance, wealth. */
  | { readonly kind: 'housing'; readonly features: number };

export type GeneratorKind = GeneratorShape['kind'];
export type ScalingKind = 'none' | 'minMax' | 'standard';

/** (channels, height, width); the last index changes fastest. */
export type ImageShape = readonly [channels: number, height: number, width: number];
export type ImageChannels = 'grey' | 'color';

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
    | ({
        readonly source: 'generator';
        readonly samples: number;
        readonly noise: number;
        /** Number of classes; 0 where the targets are quantities, as in housing. */
        readonly classes: number;
      } & GeneratorShape)
    /** Columns are named by the header, or counted from 0 where there is none. */
    | {
        readonly source: 'csv';
        readonly path: string;
        readonly header: boolean;
        readonly targets: readonly (string | number)[];
        /** Absent: every column that is not a target. */
        readonly features?: readonly (string | number)[];
        readonly inputShape?: ImageShape;
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
        readonly inputShape?: ImageShape;
      }
    /** Two NPY files of the same arrays. */
    | {
        readonly source: 'npy';
        readonly inputs: string;
        readonly targets: string;
        readonly inputShape?: ImageShape;
      }
    /** A folder with one folder of PNG images per class; the classes are numbered in the order of their names. */
    | {
        readonly source: 'png';
        readonly path: string;
        readonly testPath?: string;
        /** Absent: grey where all files are, color otherwise. */
        readonly channels?: ImageChannels;
      }
  );
