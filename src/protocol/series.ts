/** One number for each iteration, over many of them. */

export interface SeriesParams {
  /** Another one than the branch in use. */
  readonly branch?: number;
  /** `J`, `norm(dW1)`, `validation accuracy` and the like, as `seriesNames` of the result lists them. */
  readonly names: readonly string[];
  readonly firstIteration: number;
  readonly iterations: number;
  readonly buckets: number;
}

export interface SeriesResult {
  readonly firstIteration: number;
  readonly iterationsPerBucket: number;
  /** Per name, per bucket: minimum, then maximum. NaN for a bucket with no finite value. */
  readonly series: readonly { readonly name: string; readonly values: Float64Array }[];
  readonly seriesNames: readonly string[];
}
