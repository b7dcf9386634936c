/** How good the network is over whole splits, as it was evaluated last. */

export interface MetricsReport {
  /** The splits that have been evaluated up to the present position. */
  readonly splits: readonly SplitMetrics[];
}

export interface SplitMetrics {
  readonly split: 'training' | 'validation' | 'test';
  /** The iteration after which it was evaluated. */
  readonly iteration: number;
  /** Which number stands beside the cost. */
  readonly measure: 'accuracy' | 'meanAbsoluteError';
  /** The cost, then the measure. */
  readonly values: Float64Array;
  /** Absent where samples have no class. */
  readonly classes?: ClassMetrics;
}

/** Of each class, in order. */
export interface ClassMetrics {
  readonly samples: Uint32Array;
  readonly right: Uint32Array;
  /** Samples of class i (rows) that were taken for class j (columns), row by row; absent when there are many classes. */
  readonly confusion?: Uint32Array;
}
