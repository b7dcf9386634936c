/** Twins of what chooses: the batch of an iteration, and the numbers that dropout keeps. */
import { controlBlock } from '../../../src/core/kernels/controlBlock';
import { counterStream } from '../../../src/core/random/counterStream';
import { shuffledOrder } from '../../../src/core/random/shuffle';
import { each, type TwinMemory, type Twins } from './twinMemory';

export function sampleTwins({
  buffer,
  at,
  wide,
}: TwinMemory): Twins<'gatherBatch' | 'dropoutMask'> {
  return {
    gatherBatch(...[inputs, targets, samples, labels, orderAt, control, ...sizes]) {
      const [features, outputs, columns, count, batchSize, seed, shuffle] = sizes;
      const view = new DataView(buffer, control);
      const iteration = view.getFloat64(controlBlock.iteration, true);
      const iterationsPerEpoch = Math.ceil(count / batchSize);
      const epoch = Math.floor(iteration / iterationsPerEpoch);
      const order = new Int32Array(buffer, orderAt, count);
      if (view.getFloat64(controlBlock.orderEpoch, true) !== epoch) {
        order.set(shuffle === 1 ? shuffledOrder(count, { seed, epoch }) : [...order.keys()]);
        view.setFloat64(controlBlock.orderEpoch, epoch, true);
      }
      const first = (iteration % iterationsPerEpoch) * batchSize;
      for (let column = 0; column < columns; column++) {
        const sample = order[first + column]!;
        for (let i = 0; i < features; i++)
          at(inputs)[i * columns + column] = at(samples)[sample * features + i]!;
        for (let i = 0; i < outputs; i++)
          at(targets)[i * columns + column] = at(labels)[sample * outputs + i]!;
      }
    },

    dropoutMask(...[mask, count, control, seed, layer, keep]) {
      const turn = wide(control)[0]!;
      const { uniform } = counterStream({ seed, stream: 'dropout', turn });
      each(count, (i) => (at(mask)[i] = uniform(layer * 2 ** 32 + i) < keep ? 1 : 0));
    },
  };
}
