/**
 * What is trained: the network, its samples and the weights it starts from, the same numbers for every contender.
 *
 * Classes overlap and some labels are wrong, so that the cost stays away from 0 however long a run is: gradients
 * that vanish become subnormal numbers, which some processors are slow with.
 */
const adam = { type: 'adam', learningRate: 0.001, beta1: 0.9, beta2: 0.999, epsilon: 1e-8 };

const window = (kernel) => ({ kernel: [kernel, kernel], stride: [1, 1], padding: [0, 0] });
const pool = { type: 'maxPool2d', size: [2, 2], stride: [2, 2], ties: 'first' };

/** `layers`, `loss` and `optimizer` are written as in a network file. */
export const workloads = {
  A: {
    title: '2-16-16-1, tanh, tanh, sigmoid, batch 32, Adam',
    inputShape: [2],
    outputs: 1,
    batchSize: 32,
    batches: 32,
    /** A whole run of Backstep, over which keyframes must pay. */
    runIterations: 100_000,
    /** It takes no longer than a round of the others. */
    isRunEachRound: true,
    layers: [
      { type: 'dense', units: 16, activation: 'tanh' },
      { type: 'dense', units: 16, activation: 'tanh' },
      { type: 'dense', units: 1, activation: 'sigmoid' },
    ],
    loss: 'binaryCrossEntropy',
    optimizer: adam,
  },
  B: {
    title: '784-128-64-10, ReLU, softmax, batch 128, Adam',
    inputShape: [784],
    outputs: 10,
    batchSize: 128,
    batches: 20,
    runIterations: 5000,
    layers: [
      { type: 'dense', units: 128, activation: 'relu' },
      { type: 'dense', units: 64, activation: 'relu' },
      { type: 'dense', units: 10, activation: 'softmax' },
    ],
    loss: 'categoricalCrossEntropy',
    optimizer: adam,
  },
  C: {
    title:
      '28 × 28, conv 8 @ 5 × 5, ReLU, max pool 2, conv 16 @ 5 × 5, ReLU, max pool 2, dense 10, softmax, batch 64, Adam',
    inputShape: [1, 28, 28],
    outputs: 10,
    batchSize: 64,
    batches: 20,
    runIterations: 2000,
    layers: [
      { type: 'conv2d', filters: 8, ...window(5), activation: 'relu' },
      pool,
      { type: 'conv2d', filters: 16, ...window(5), activation: 'relu' },
      pool,
      { type: 'flatten' },
      { type: 'dense', units: 10, activation: 'softmax' },
    ],
    loss: 'categoricalCrossEntropy',
    optimizer: adam,
  },
};

/** The network file; its data and weights are given beside it, so the paths in it are never opened. */
export function networkText({ inputShape, batchSize, layers, loss, optimizer }, training) {
  const images = inputShape.length === 3 ? { inputShape } : {};
  const initializer = { type: 'file', path: 'weights.npz' };
  return JSON.stringify({
    data: { source: 'npz', path: 'samples.npz', split: { train: 1 }, oneHot: false, ...images },
    layers: layers.map((layer) => ('activation' in layer ? { ...layer, initializer } : layer)),
    loss,
    optimizer,
    training: { batchSize, epochs: 1_000_000, seed: 1, shuffle: false, ...training },
  });
}

/** Shapes of W and b of every layer that has them, by name, as in Backstep. */
export function parameterShapes({ inputShape, layers }) {
  const shapes = {};
  let signal = inputShape;
  for (const [index, layer] of layers.entries()) {
    const name = index + 1;
    if (layer.type === 'dense') {
      shapes[`W${name}`] = [layer.units, ...signal];
      shapes[`b${name}`] = [layer.units, 1];
      signal = [layer.units];
    } else if (layer.type === 'conv2d') {
      shapes[`W${name}`] = [layer.filters, signal[0], ...layer.kernel];
      shapes[`b${name}`] = [layer.filters, 1];
      signal = [layer.filters, ...windowCounts(signal, layer.kernel, layer.stride)];
    } else if (layer.type === 'maxPool2d') {
      signal = [signal[0], ...windowCounts(signal, layer.size, layer.stride)];
    } else {
      signal = [count(signal)];
    }
  }
  return shapes;
}

/** X and Y with one sample per row, and the parameters: names, shapes and numbers, row-major. */
export function makeArrays(workload) {
  const { inputShape, outputs, batchSize, batches } = workload;
  const random = generator(20260401);
  const samples = batchSize * batches;
  const { X, Y } = outputs === 1 ? squares(samples, random) : patterns(workload, random);
  const parameters = Object.entries(parameterShapes(workload)).map(([name, shape]) => {
    const deviation = name.startsWith('W') ? Math.sqrt(2 / count(shape.slice(1))) : 0;
    const values = Float64Array.from({ length: count(shape) }, () => deviation * normal(random));
    return { name, shape, values };
  });
  return [
    { name: 'X', shape: [samples, count(inputShape)], values: X },
    { name: 'Y', shape: [samples, outputs], values: Y },
    ...parameters,
  ];
}

export function count(shape) {
  return shape.reduce((product, length) => product * length, 1);
}

function windowCounts([, height, width], [tall, wide], [down, right]) {
  return [Math.floor((height - tall) / down) + 1, Math.floor((width - wide) / right) + 1];
}

const wrongLabels = 0.1;

/** Points of the plane; the class is whether the signs of the coordinates differ. */
function squares(samples, random) {
  const X = Float64Array.from({ length: 2 * samples }, () => 2 * random() - 1);
  const Y = Float64Array.from({ length: samples }, (_, sample) => {
    const differ = X[2 * sample] * X[2 * sample + 1] < 0;
    return Number(random() < wrongLabels ? !differ : differ);
  });
  return { X, Y };
}

/** One pattern of pixels from 0 to 1 per class, with much noise on it. */
function patterns({ inputShape, outputs, batchSize, batches }, random) {
  const samples = batchSize * batches;
  const pixels = count(inputShape);
  const prototypes = Float64Array.from({ length: outputs * pixels }, random);
  const X = new Float64Array(samples * pixels);
  const Y = new Float64Array(samples * outputs);
  for (let sample = 0; sample < samples; sample++) {
    const shown = Math.floor(outputs * random());
    const named = random() < wrongLabels ? Math.floor(outputs * random()) : shown;
    Y[sample * outputs + named] = 1;
    for (let pixel = 0; pixel < pixels; pixel++) {
      const value = 0.2 * prototypes[shown * pixels + pixel] + 0.8 * random();
      X[sample * pixels + pixel] = value;
    }
  }
  return { X, Y };
}

/** Box and Muller's. */
function normal(random) {
  const radius = Math.sqrt(-2 * Math.log(1 - random()));
  return radius * Math.cos(2 * Math.PI * random());
}

/** Uniform in [0, 1): the minimal standard generator of Park and Miller, exact in doubles. */
function generator(seed) {
  let state = seed;
  return () => {
    state = (48_271 * state) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}
