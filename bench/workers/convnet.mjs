/**
 * ConvNetJS. It has no Adam and goes down by adadelta instead; its numbers are always of 64 bits.
 *
 * The first cost comes before the first update, so there it must agree with the others.
 */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

import { serve } from './serve.mjs';

const require = createRequire(import.meta.url);

function prepare(fixture) {
  const convnet = load();
  const samples = makeSamples(convnet, fixture);
  const { version } = JSON.parse(readFileSync(require.resolve('convnetjs/package.json'), 'utf8'));
  return { versions: { ConvNetJS: version }, training: beginTraining(convnet, fixture, samples) };
}

function load() {
  try {
    return require('convnetjs');
  } catch {
    throw new Error('not installed; npm run bench -- --install-peers');
  }
}

function makeSamples(
  { Vol },
  { arrays: { X, Y }, inputShape: [channels, height, width], outputs },
) {
  const pixels = X.shape[1];
  return Array.from({ length: X.shape[0] }, (_, sample) => {
    const x = new Vol(width, height, channels, 0);
    const image = X.values.subarray(sample * pixels, (sample + 1) * pixels);
    copyImage(x.w, image, [channels, height * width]);
    return { x, y: Y.values.subarray(sample * outputs, (sample + 1) * outputs).indexOf(1) };
  });
}

function beginTraining({ Net, Trainer }, fixture, samples) {
  const { inputShape, layers, batchSize } = fixture;
  const [channels, height, width] = inputShape;
  const net = new Net();
  net.makeLayers([
    { type: 'input', out_sx: width, out_sy: height, out_depth: channels },
    ...layers
      .filter(({ type }) => type !== 'flatten')
      .map((layer) => definition[layer.type](layer)),
  ]);
  setParameters(net, fixture);
  const trainer = new Trainer(net, { method: 'adadelta', batch_size: batchSize });
  let place = 0;
  let cost = 0;
  return {
    run(count) {
      for (let iteration = 0; iteration < count; iteration++) {
        cost = 0;
        for (const end = place + batchSize; place < end; place++) {
          const { x, y } = samples[place];
          cost += trainer.train(x, y).cost_loss;
        }
        place %= samples.length;
      }
    },
    cost: () => cost / batchSize,
  };
}

const definition = {
  conv2d: ({ filters, kernel: [sy, sx], stride: [stride], activation }) => ({
    ...{ type: 'conv', filters, sx, sy, stride, pad: 0, activation },
  }),
  maxPool2d: ({ size: [sx], stride: [stride] }) => ({ type: 'pool', sx, stride }),
  dense: ({ units }) => ({ type: 'softmax', num_classes: units }),
};

/** The channel changes fastest here; the weights come channel by channel. */
function setParameters(net, { layers, arrays }) {
  const own = net.layers.filter(({ filters }) => filters !== undefined);
  const names = layers.flatMap(({ activation }, index) => (activation ? [index + 1] : []));
  for (const [index, layer] of own.entries()) {
    const W = arrays[`W${names[index]}`];
    const b = arrays[`b${names[index]}`];
    const before = net.layers[net.layers.indexOf(layer) - 1];
    const channels = layer.layer_type === 'conv' ? W.shape[1] : before.out_depth;
    const length = W.values.length / layer.filters.length;
    for (const [unit, filter] of layer.filters.entries()) {
      const weights = W.values.subarray(unit * length, (unit + 1) * length);
      copyImage(filter.w, weights, [channels, length / channels]);
      layer.biases.w[unit] = b.values[unit];
    }
  }
}

/** From channel by channel to place by place. */
function copyImage(target, source, [channels, places]) {
  for (let channel = 0; channel < channels; channel++) {
    for (let place = 0; place < places; place++) {
      target[place * channels + channel] = source[channel * places + place];
    }
  }
}

await serve(prepare);
