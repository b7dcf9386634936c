/** The mask of a dropout layer, drawn anew in every iteration from counters. */
import { drawBlock, evenUniform, oddUniform } from './philox';
import { bytes } from './vectors';

/** As in src/core/random/streams.ts. */
const DROPOUT_STREAM: u32 = 6;

/** mask[i] = 1 where the uniform at index (layer, i) of this iteration is below keep, else 0. */
export function dropoutMask<T>(
  mask: usize,
  count: i32,
  control: usize,
  seed: i64,
  layer: i32,
  keep: f64,
): void {
  const iteration = <u32>load<f64>(control);
  // Half of the index (layer as its high word, i as its low word): a block holds two uniforms.
  const firstBlock = (<u64>layer << 32) >> 1;
  for (let i = 0; i < count; i++) {
    if ((i & 1) == 0) drawBlock(seed, firstBlock + (<u64>i >> 1), iteration, DROPOUT_STREAM);
    const uniform = i & 1 ? oddUniform() : evenUniform();
    store<T>(mask + bytes<T>(i), uniform < keep ? <T>1 : <T>0);
  }
}
