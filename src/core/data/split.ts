/** Which samples are for training, which for validation, which for the test. */
import { counterStream } from '../random/counterStream';
import { permutation } from '../random/shuffle';
import type { SplitSpec } from '../../network/dataSource';

export interface Split {
  readonly train: Int32Array;
  readonly validation: Int32Array;
  readonly test: Int32Array;
}

/**
 * Deals `count` samples by chance; what the fractions leave over is unused. Each part keeps the order of the
 * data, so that without shuffling the minibatches are its rows one after another.
 */
export function splitSamples(count: number, fractions: SplitSpec, seed: number): Split {
  const order = permutation(count, counterStream({ seed, stream: 'split', turn: 0 }));
  const [trainEnd, validationEnd, testEnd] = splitBoundaries(count, fractions);
  return {
    train: order.subarray(0, trainEnd).sort(),
    validation: order.subarray(trainEnd, validationEnd).sort(),
    test: order.subarray(validationEnd, testEnd).sort(),
  };
}

/**
 * Ends of the three parts. The running sums of the fractions are rounded, not the fractions, so that no
 * sample is lost or dealt twice, and fractions that add up to 1 deal all of them.
 */
function splitBoundaries(
  count: number,
  { train, validation, test }: SplitSpec,
): [number, number, number] {
  return [
    Math.round(count * train),
    Math.round(count * (train + validation)),
    Math.min(count, Math.round(count * (train + validation + test))),
  ];
}
