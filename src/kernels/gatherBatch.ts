/**
 * The minibatch of an iteration: from samples lying one after another to samples as columns.
 */
import { drawBlock, evenUniform, oddUniform } from './philox';
import { storeFourTransposed, storePairTransposed } from './transposed';
import { bytes, lanes } from './vectors';

/** The stream of random numbers that shuffles, as in src/core/random/streams.ts. */
const SHUFFLE_STREAM: u32 = 2;

/** The block of order that stays in the first cache while its samples are read. */
const FEATURES_AT_A_TIME = 32;

/**
 * inputs (features, columns) and targets (outputs, columns) = the samples of the iteration that the control
 * block names; see `KernelOperands.gatherBatch`.
 */
export function gatherBatch<T>(
  inputs: usize,
  targets: usize,
  samples: usize,
  labels: usize,
  order: usize,
  control: usize,
  features: i32,
  outputs: i32,
  columns: i32,
  count: i32,
  batchSize: i32,
  seed: i64,
  shuffle: i32,
): void {
  const iteration = <i64>load<f64>(control);
  const iterationsPerEpoch = <i64>((count + batchSize - 1) / batchSize);
  const epoch = iteration / iterationsPerEpoch;
  if (load<f64>(control, 8) != <f64>epoch) {
    fillOrder(order, count);
    if (shuffle) shuffleOrder(order, count, seed, <u32>epoch);
    store<f64>(control, <f64>epoch, 8);
  }
  const first = <i32>(iteration - epoch * iterationsPerEpoch) * batchSize;
  const batch = order + (<usize>first << 2);
  gather<T>(inputs, samples, batch, features, columns);
  gather<T>(targets, labels, batch, outputs, columns);
}

function fillOrder(order: usize, count: i32): void {
  for (let place = 0; place < count; place++) store<i32>(order + (<usize>place << 2), place);
}

/** Fisher and Yates from the end; place i is decided by the uniform at index i. */
function shuffleOrder(order: usize, count: i32, seed: i64, epoch: u32): void {
  let drawn = -1;
  for (let place = count - 1; 0 < place; place--) {
    const block = place >> 1;
    if (block != drawn) drawBlock(seed, <u64>block, epoch, SHUFFLE_STREAM);
    drawn = block;
    const uniform = place & 1 ? oddUniform() : evenUniform();
    const chosen = order + (<usize>(uniform * <f64>(place + 1)) << 2);
    const here = order + (<usize>place << 2);
    const moved = load<i32>(here);
    store<i32>(here, load<i32>(chosen));
    store<i32>(chosen, moved);
  }
}

/** matrix[f, c] = samples[batch[c], f], a block of rows at a time. */
function gather<T>(matrix: usize, samples: usize, batch: usize, rows: i32, columns: i32): void {
  const row = bytes<T>(columns);
  for (let top = 0; top < rows; top += FEATURES_AT_A_TIME) {
    const height = min(FEATURES_AT_A_TIME, rows - top);
    const block = matrix + <usize>top * row;
    let column = 0;
    for (; column + lanes<T>() <= columns; column += lanes<T>()) {
      gatherVector<T>(block, row, column, samples + bytes<T>(top), batch, rows, height);
    }
    for (; column < columns; column++) {
      const sample = sampleAddress<T>(samples, batch, column, rows) + bytes<T>(top);
      gatherColumn<T>(block + bytes<T>(column), row, sample, height);
    }
  }
}

/** As many columns as a vector has lanes, transposed in registers. */
@inline
function gatherVector<T>(
  block: usize,
  row: usize,
  column: i32,
  samples: usize,
  batch: usize,
  rows: i32,
  height: i32,
): void {
  let to = block + bytes<T>(column);
  let from0 = sampleAddress<T>(samples, batch, column, rows);
  let from1 = sampleAddress<T>(samples, batch, column + 1, rows);
  const end = from0 + (bytes<T>(height) & ~15);
  let rest = height % lanes<T>();
  if (sizeof<T>() == 8) {
    for (; from0 < end; from0 += 16, from1 += 16, to += 2 * row) {
      const sample0 = v128.load(from0);
      const sample1 = v128.load(from1);
      storePairTransposed(to, row, sample0, sample1);
    }
  } else {
    let from2 = sampleAddress<T>(samples, batch, column + 2, rows);
    let from3 = sampleAddress<T>(samples, batch, column + 3, rows);
    for (; from0 < end; from0 += 16, from1 += 16, from2 += 16, from3 += 16, to += 4 * row) {
      const sample0 = v128.load(from0);
      const sample1 = v128.load(from1);
      const sample2 = v128.load(from2);
      const sample3 = v128.load(from3);
      storeFourTransposed(to, row, sample0, sample1, sample2, sample3);
    }
    for (; 0 < rest; rest--, from0 += 4, from1 += 4, from2 += 4, from3 += 4, to += row) {
      store<T>(to, load<T>(from0));
      store<T>(to, load<T>(from1), 4);
      store<T>(to, load<T>(from2), 8);
      store<T>(to, load<T>(from3), 12);
    }
  }
  for (; 0 < rest; rest--, from0 += 8, from1 += 8, to += row) {
    store<T>(to, load<T>(from0));
    store<T>(to, load<T>(from1), 8);
  }
}

/** `height` numbers of one sample into one column. */
@inline
function gatherColumn<T>(to: usize, row: usize, from: usize, height: i32): void {
  for (const end = from + bytes<T>(height); from < end; from += sizeof<T>(), to += row) {
    store<T>(to, load<T>(from));
  }
}

@inline
function sampleAddress<T>(samples: usize, batch: usize, column: i32, rows: i32): usize {
  return samples + <usize>load<i32>(batch + (<usize>column << 2)) * bytes<T>(rows);
}
