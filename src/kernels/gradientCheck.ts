/**
 * What the gradient check computes beside the forward kernels of a program, in float64: the costs of many
 * changed parameters at once.
 *
 * A changed number is a record: how much it changed (float64), then as int32 the sample and the unit that it
 * belongs to, and the change of a parameter it comes from. The forward kernels see each as a column of its own.
 */
import { LogForm, lossTerm } from './losses';
import * as op from './opcodes';
import { bytes, constant, lanes, read, splat, write } from './vectors';

/** Bytes of a changed number's record. */
@inline const RECORD: usize = 24;
@inline const SAMPLE: usize = 8;
@inline const UNIT: usize = 12;
@inline const ORIGIN: usize = 16;

/**
 * shifted[2e] = rows[unit] + change · inputs[input] and shifted[2e + 1] = rows[unit] - change · inputs[input],
 * row by row of `columns` numbers; `places` holds the pair (unit, input) of each e as int32.
 */
export function shiftRows(
  shifted: usize, rows: usize, inputs: usize, places: usize,
  count: i32, columns: i32, change: f64,
): void {
  const row = bytes<f64>(columns);
  const by = splat<f64>(change);
  for (const end = places + (<usize>count << 3); places < end; places += 8, shifted += 2 * row) {
    const from = rows + <usize>load<i32>(places) * row;
    const input = inputs + <usize>load<i32>(places, 4) * row;
    for (let j = 0; j < columns; j += lanes<f64>()) {
      const at = bytes<f64>(j);
      const width = min(lanes<f64>(), columns - j);
      const value = read<f64>(from + at, width);
      const shift = f64x2.mul(by, read<f64>(input + at, width));
      write<f64>(shifted + at, f64x2.add(value, shift), width);
      write<f64>(shifted + row + at, f64x2.sub(value, shift), width);
    }
  }
}

/**
 * Lists the numbers of `shifted`, two rows per place, that are not those of their unit's row in `rows`; NaN is
 * another number. Row r of `shifted` is change `firstOrigin + r`. Returns how many there are. Behind them stand
 * `padding` records that change nothing, of origin `noOrigin`.
 */
export function listChanges(
  changes: usize, shifted: usize, rows: usize, places: usize,
  count: i32, columns: i32, firstOrigin: i32, noOrigin: i32, padding: i32,
): i32 {
  const first = changes;
  for (let r = 0; r < 2 * count; r++) {
    const unit = load<i32>(places + (<usize>(r >> 1) << 3));
    const from = rows + bytes<f64>(unit * columns);
    for (let j = 0; j < columns; j++, shifted += 8) {
      const change = load<f64>(shifted) - load<f64>(from + bytes<f64>(j));
      if (change == 0) continue;
      store<f64>(changes, change);
      store<i32>(changes, j, SAMPLE);
      store<i32>(changes, unit, UNIT);
      store<i32>(changes, firstOrigin + r, ORIGIN);
      changes += RECORD;
    }
  }
  const listed = <i32>((changes - first) / RECORD);
  for (; 0 < padding; padding--, changes += RECORD) {
    store<f64>(changes, 0);
    store<i32>(changes, 0, SAMPLE);
    store<i32>(changes, 0, UNIT);
    store<i32>(changes, noOrigin, ORIGIN);
  }
  return listed;
}

/**
 * target[:, c] = base[:, sample] + weights[:, unit] · change, for the `width` changes from `changes` on; `width` is even.
 * base has `samples` columns, weights has `units`. Without weights (0) the change is added to base[unit, sample].
 */
export function spreadChanges(
  target: usize, base: usize, weights: usize, changes: usize,
  rows: i32, width: i32, samples: i32, units: i32,
): void {
  const targetRow = bytes<f64>(width);
  const baseRow = bytes<f64>(samples);
  const weightRow = weights ? bytes<f64>(units) : 0;
  for (let c = 0; c < width; c += 2, target += 16, changes += 2 * RECORD) {
    const unit0 = load<i32>(changes, UNIT);
    const unit1 = load<i32>(changes, UNIT + RECORD);
    const change0 = load<f64>(changes);
    const change1 = load<f64>(changes, RECORD);
    let from0 = base + bytes<f64>(load<i32>(changes, SAMPLE));
    let from1 = base + bytes<f64>(load<i32>(changes, SAMPLE + RECORD));
    let to = target;
    if (weights) {
      const change = f64x2.replace_lane(f64x2.splat(change0), 1, change1);
      let weight0 = weights + bytes<f64>(unit0);
      let weight1 = weights + bytes<f64>(unit1);
      for (let i = 0; i < rows; i++) {
        const weight = v128.load64_lane(weight1, v128.load64_zero(weight0), 1);
        const value = v128.load64_lane(from1, v128.load64_zero(from0), 1);
        v128.store(to, f64x2.add(value, f64x2.mul(weight, change)));
        to += targetRow;
        from0 += baseRow;
        from1 += baseRow;
        weight0 += weightRow;
        weight1 += weightRow;
      }
      continue;
    }
    for (let i = 0; i < rows; i++, to += targetRow, from0 += baseRow, from1 += baseRow) {
      v128.store(to, v128.load64_lane(from1, v128.load64_zero(from0), 1));
    }
    const at0 = target + <usize>unit0 * targetRow;
    const at1 = target + <usize>unit1 * targetRow + 8;
    store<f64>(at0, load<f64>(at0) + change0);
    store<f64>(at1, load<f64>(at1) + change1);
  }
}

/**
 * target[:, c] = softmax(Z[:, sample] + weights[:, unit] · change), from base = softmax(Z): e^(z + δ) = e^z · e^δ, so
 * it is base · e^δ divided by the sum of that. Returns 1, or 0 and something useless when a δ is larger than 2⁻¹¹,
 * where four terms of the series of e^δ are not enough any more. Sizes as in `spreadChanges`.
 */
export function softmaxOfChanges(
  target: usize, base: usize, weights: usize, changes: usize,
  rows: i32, width: i32, samples: i32, units: i32,
): i32 {
  const targetRow = bytes<f64>(width);
  const baseRow = bytes<f64>(samples);
  const weightRow = bytes<f64>(units);
  const one = f64x2.splat(1);
  let largest = f64x2.splat(0);
  for (let c = 0; c < width; c += 2, target += 16, changes += 2 * RECORD) {
    const change = f64x2.replace_lane(f64x2.splat(load<f64>(changes)), 1, load<f64>(changes, RECORD));
    let weight0 = weights + bytes<f64>(load<i32>(changes, UNIT));
    let weight1 = weights + bytes<f64>(load<i32>(changes, UNIT + RECORD));
    let from0 = base + bytes<f64>(load<i32>(changes, SAMPLE));
    let from1 = base + bytes<f64>(load<i32>(changes, SAMPLE + RECORD));
    let to = target;
    let sum = f64x2.splat(0);
    for (let i = 0; i < rows; i++) {
      const weight = v128.load64_lane(weight1, v128.load64_zero(weight0), 1);
      const value = v128.load64_lane(from1, v128.load64_zero(from0), 1);
      const x = f64x2.mul(weight, change);
      largest = f64x2.pmax(f64x2.abs(x), largest);
      // 1 + x (1 + x (1/2 + x (1/6 + x/24)))
      let power = f64x2.add(constant<f64>(SERIES, 1), f64x2.mul(x, constant<f64>(SERIES, 0)));
      power = f64x2.add(constant<f64>(SERIES, 2), f64x2.mul(x, power));
      power = f64x2.add(one, f64x2.mul(x, power));
      power = f64x2.add(one, f64x2.mul(x, power));
      power = f64x2.mul(value, power);
      sum = f64x2.add(sum, power);
      v128.store(to, power);
      to += targetRow;
      from0 += baseRow;
      from1 += baseRow;
      weight0 += weightRow;
      weight1 += weightRow;
    }
    to = target;
    for (let i = 0; i < rows; i++, to += targetRow) v128.store(to, f64x2.div(v128.load(to), sum));
  }
  return i32(v128.all_true<i64>(f64x2.le(largest, constant<f64>(SERIES, 3))));
}

const SERIES = memory.data<f64>([1.0 / 24, 1.0 / 6, 0.5, 0.00048828125]);

/**
 * Adds to sums[origin] the loss of each of `width` columns less the loss of its sample, losses[sample]. The loss is
 * that of `kind`, an opcode, between the column of prediction and its sample's of targets (`samples` columns).
 * `classes` has an int32 for each sample: the only row of its targets that is not 0, or -1 when there are others.
 */
export function addColumnLosses(
  sums: usize, losses: usize, changes: usize, prediction: usize, targets: usize, classes: usize,
  kind: i32, logForm: i32, rows: i32, width: i32, samples: i32,
): void {
  const offset = splat<f64>(logForm == LogForm.Offset ? 1e-7 : 0);
  const least = splat<f64>(logForm == LogForm.Clamped ? -100 : -Infinity);
  const row = bytes<f64>(width);
  const targetRow = bytes<f64>(samples);
  for (let c = 0; c < width; c += 2, prediction += 16, changes += 2 * RECORD) {
    const sample0 = load<i32>(changes, SAMPLE);
    const sample1 = load<i32>(changes, SAMPLE + RECORD);
    const class0 = load<i32>(classes + (<usize>sample0 << 2));
    const class1 = load<i32>(classes + (<usize>sample1 << 2));
    let at0 = prediction;
    let at1 = prediction + 8;
    let target0 = targets + bytes<f64>(sample0);
    let target1 = targets + bytes<f64>(sample1);
    let terms = rows;
    if (kind == op.op_categoricalCrossEntropy && 0 <= (class0 | class1)) {
      // The other classes add nothing.
      at0 += <usize>class0 * row;
      at1 += <usize>class1 * row;
      target0 += <usize>class0 * targetRow;
      target1 += <usize>class1 * targetRow;
      terms = 1;
    }
    let sum = f64x2.splat(0);
    for (; 0 < terms; terms--) {
      const target = v128.load64_lane(target1, v128.load64_zero(target0), 1);
      const output = v128.load64_lane(at1, v128.load64_zero(at0), 1);
      sum = f64x2.add(sum, lossTerm<f64>(kind, output, target, offset, least));
      at0 += row;
      at1 += row;
      target0 += targetRow;
      target1 += targetRow;
    }
    const loss0 = load<f64>(losses + bytes<f64>(sample0));
    const loss1 = load<f64>(losses + bytes<f64>(sample1));
    add(sums, load<i32>(changes, ORIGIN), f64x2.extract_lane(sum, 0) - loss0);
    add(sums, load<i32>(changes, ORIGIN + RECORD), f64x2.extract_lane(sum, 1) - loss1);
  }
}

@inline
function add(sums: usize, index: i32, value: f64): void {
  const at = sums + bytes<f64>(index);
  store<f64>(at, load<f64>(at) + value);
}
