/**
 * The kernels of the gradient check, all float64. They are called one by one, not as records: what they do
 * depends on how many numbers have changed.
 *
 * A changed number is a record of `changeBytes`: how much it changed (float64), then as int32 its sample, its unit,
 * and its origin, the change of a parameter that it comes from.
 */

/** Bytes of a changed number's record, and where in it the int32 numbers stand. */
export const changeRecord = { byteLength: 24, sample: 8, unit: 12, origin: 16 } as const;

export interface GradientCheckKernels {
  /**
   * shifted[2e] = rows[unit] + change · inputs[input], shifted[2e + 1] = rows[unit] − change · inputs[input], for
   * the `count` pairs of int32 (unit, input) in `places`; each row has `columns` numbers.
   */
  readonly shiftRows: (
    ...operands: [
      shifted: number,
      rows: number,
      inputs: number,
      places: number,
      count: number,
      columns: number,
      change: number,
    ]
  ) => void;
  /**
   * Lists the numbers of `shifted` (2 · count, columns) that differ from those of their unit's row in `rows`, and
   * returns how many there are. Row r has the origin `firstOrigin` + r. `padding` records that change nothing, of
   * origin `noOrigin`, stand behind them.
   */
  readonly listChanges: (
    ...operands: [
      changes: number,
      shifted: number,
      rows: number,
      places: number,
      count: number,
      columns: number,
      firstOrigin: number,
      noOrigin: number,
      padding: number,
    ]
  ) => number;
  /**
   * target (rows, width): column c = base[:, sample] + weights[:, unit] · change, for the `width` changes from
   * `changes` on, an even number. base is (rows, samples), weights (rows, units). Where weights is 0 the change is
   * added to base[unit, sample].
   */
  readonly spreadChanges: (
    ...operands: [
      target: number,
      base: number,
      weights: number,
      changes: number,
      rows: number,
      width: number,
      samples: number,
      units: number,
    ]
  ) => void;
  /**
   * The same behind a softmax: target = softmax(Z[:, sample] + weights[:, unit] · change) from base = softmax(Z).
   * Returns 1, or 0 and something useless when a change of Z is larger than 2⁻¹¹. There must be weights.
   */
  readonly softmaxOfChanges: (
    ...operands: [
      target: number,
      base: number,
      weights: number,
      changes: number,
      rows: number,
      width: number,
      samples: number,
      units: number,
    ]
  ) => number;
  /**
   * sums[origin] += loss(column of prediction, its sample's column of targets) − losses[sample], for each of `width`
   * columns. `kind` is the opcode of the loss, `logForm` as in `KernelOperands`; targets is (rows, samples).
   * `classes` has an int32 for each sample: the only row of its targets that is not 0, or −1 when there are others.
   */
  readonly addColumnLosses: (
    ...operands: [
      sums: number,
      losses: number,
      changes: number,
      prediction: number,
      targets: number,
      classes: number,
      kind: number,
      logForm: number,
      rows: number,
      width: number,
      samples: number,
    ]
  ) => void;
}
