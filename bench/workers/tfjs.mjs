/**
 * TensorFlow.js with its WebAssembly backend: variables, and an optimizer that minimizes a cost.
 *
 * The samples are tensors before the time is taken. The costs are taken from the logits, which is the fast way.
 */
import { createRequire } from 'node:module';
import path from 'node:path';

import { serve } from './serve.mjs';

const require = createRequire(import.meta.url);

async function prepare(fixture) {
  const tf = load('@tensorflow/tfjs');
  const wasm = load('@tensorflow/tfjs-backend-wasm');
  wasm.setWasmPaths(`${path.dirname(require.resolve('@tensorflow/tfjs-backend-wasm'))}${path.sep}`);
  wasm.setThreadsCount(1);
  tf.enableProdMode();
  if (!(await tf.setBackend('wasm'))) throw new Error('its WebAssembly backend does not start');
  const batches = makeBatches(tf, fixture);
  const versions = { 'TensorFlow.js': tf.version.tfjs };
  return { versions, training: beginTraining(tf, fixture, batches) };
}

function load(name) {
  try {
    return require(name);
  } catch {
    throw new Error('not installed; npm run bench -- --install-peers');
  }
}

function makeBatches(tf, { arrays, inputShape, outputs, batchSize, batches }) {
  const images = inputShape.length === 3;
  const [channels, height, width] = inputShape;
  const part = ({ values }, batch, length) =>
    values.slice(batch * batchSize * length, (batch + 1) * batchSize * length);
  return Array.from({ length: batches }, (_, batch) => {
    const features = arrays.X.shape[1];
    const x = part(arrays.X, batch, features);
    return {
      x: images
        ? tf.tensor(x, [batchSize, channels, height, width]).transpose([0, 2, 3, 1])
        : tf.tensor(x, [batchSize, features]),
      y: tf.tensor(part(arrays.Y, batch, outputs), [batchSize, outputs]),
    };
  });
}

function beginTraining(tf, { layers, loss, optimizer, arrays }, batches) {
  const { learningRate, beta1, beta2, epsilon } = optimizer;
  const adam = tf.train.adam(learningRate, beta1, beta2, epsilon);
  const makers = { dense, conv2d, maxPool2d, flatten };
  const steps = layers.map((layer, index) => makers[layer.type](tf, layer, parameters(index + 1)));
  const costOf = losses[loss];
  let iteration = 0;
  let cost;

  function parameters(layer) {
    const tensor = ({ shape, values }) => tf.tensor(values, shape);
    return { W: arrays[`W${layer}`] && tensor(arrays[`W${layer}`]), b: arrays[`b${layer}`] };
  }

  return {
    run(count) {
      for (const end = iteration + count; iteration < end; iteration++) {
        const { x, y } = batches[iteration % batches.length];
        cost?.dispose();
        cost = adam.minimize(() => {
          const output = steps.reduce((signal, step) => step(signal), x);
          return costOf(tf, y, output);
        }, true);
      }
    },
    cost: async () => (await cost.data())[0],
  };
}

const losses = {
  binaryCrossEntropy: (tf, y, logits) => tf.losses.sigmoidCrossEntropy(y, logits),
  categoricalCrossEntropy: (tf, y, logits) => tf.losses.softmaxCrossEntropy(y, logits),
};

function dense(tf, { activation }, { W, b }) {
  const weights = tf.variable(W.transpose());
  const bias = tf.variable(tf.tensor1d(b.values));
  return (input) => activate(tf.add(tf.matMul(input, weights), bias), activation);
}

/** Images are (samples, height, width, channels) here. */
function conv2d(tf, { activation, stride }, { W, b }) {
  const filters = tf.variable(W.transpose([2, 3, 1, 0]));
  const bias = tf.variable(tf.tensor1d(b.values));
  return (input) => activate(tf.add(tf.conv2d(input, filters, stride, 'valid'), bias), activation);
}

function maxPool2d(tf, { size, stride }) {
  return (input) => tf.maxPool(input, size, stride, 'valid');
}

/** In the order channel, row, column, which the weights behind it expect. */
function flatten(tf) {
  return (input) => tf.reshape(tf.transpose(input, [0, 3, 1, 2]), [input.shape[0], -1]);
}

/** The last activation is part of the cost. */
function activate(tensor, activation) {
  return activation === 'sigmoid' || activation === 'softmax' ? tensor : tensor[activation]();
}

await serve(prepare);
