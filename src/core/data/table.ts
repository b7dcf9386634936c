/** Samples as they come from a generator or a file, before they are split and scaled. */
import type { ImageShape } from '../../network/dataSource';

export type NumericArray =
  | Float64Array
  | Float32Array
  | Int32Array
  | Int16Array
  | Int8Array
  | Uint32Array
  | Uint16Array
  | Uint8Array;

/** `count` samples, one after another, in any numeric type that holds their numbers exactly. */
export interface SampleTable {
  readonly count: number;
  readonly features: number;
  /** (channels, height, width) where the samples are images. */
  readonly inputShape?: ImageShape;
  readonly outputs: number;
  /** (count, features), row-major. */
  readonly inputs: NumericArray;
  /** (count, outputs), row-major. */
  readonly targets: NumericArray;
}
