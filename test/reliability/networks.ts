/** The networks of the promises. */

export interface NetworkOptions {
  readonly iterations: number;
  readonly precision?: 'float64' | 'float32';
}

/** 2-16-16-1 on two moons, Adam, 32 samples a minibatch, 10 minibatches an epoch. */
export function smallNetwork({ iterations, precision = 'float64' }: NetworkOptions): string {
  return JSON.stringify({
    name: 'small',
    data: { source: 'moons', samples: 320, split: { train: 1 } },
    layers: [
      { type: 'dense', units: 16, activation: 'relu' },
      { type: 'dense', units: 16, activation: 'tanh' },
      { type: 'dense', units: 1, activation: 'sigmoid' },
    ],
    loss: 'binaryCrossEntropy',
    optimizer: { type: 'adam', learningRate: 0.01 },
    training: { batchSize: 32, epochs: Math.ceil(iterations / 10), seed: 42, precision },
  });
}

/** 784-128-64-10 on drawn digits, Adam, 128 samples a minibatch, 8 minibatches an epoch. */
export function imageNetwork({ iterations, precision = 'float32' }: NetworkOptions): string {
  return JSON.stringify({
    name: 'digits',
    data: { source: 'digits', samples: 1024, split: { train: 1 } },
    layers: [
      { type: 'dense', units: 128, activation: 'relu' },
      { type: 'dense', units: 64, activation: 'relu' },
      { type: 'dense', units: 10, activation: 'softmax' },
    ],
    loss: 'categoricalCrossEntropy',
    optimizer: { type: 'adam', learningRate: 0.001 },
    training: { batchSize: 128, epochs: Math.ceil(iterations / 8), seed: 42, precision },
  });
}
