/** Samples and what should come out of them, ready for the machine. */

/** `count` samples one after another; nothing in it changes once it is made. */
export interface Samples {
  readonly count: number;
  /** (count, features), row-major. */
  readonly inputs: Float64Array | Float32Array;
  /** (count, outputs), row-major. */
  readonly targets: Float64Array | Float32Array;
}

export interface Dataset {
  readonly features: number;
  /** (channels, height, width) where the samples are images. */
  readonly inputShape?: readonly number[];
  readonly outputs: number;
  readonly train: Samples;
  readonly validation: Samples;
  readonly test: Samples;
}
