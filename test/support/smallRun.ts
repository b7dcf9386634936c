/** A description of a small run, as a trainer would give it: two dense layers, gradient descent. */
import type {
  InstructionDescription,
  RunDescription,
  TensorDescription,
} from '../../src/protocol/run';

export const smallNetworkFile = '/lessons/two-moons.nn.jsonc';

export const smallNetworkText = `{
  "name": "two moons",
  "data": { "source": "moons", "samples": 40 },
  "layers": [
    { "type": "dense", "units": 3, "activation": "relu" },
    { "type": "dense", "units": 1, "activation": "sigmoid" }
  ],
  "loss": "binaryCrossEntropy",
  "optimizer": { "type": "gradientDescent", "learningRate": 0.1 },
  "training": { "batchSize": 4, "epochs": 2 }
}
`;

const instructions: readonly InstructionDescription[] = [
  { ...instruction('X', 'batch', []), writes: ['X', 'Y'], formula: ['next minibatch'] },
  {
    ...instruction('Z1', 'forward 1', ['W1', 'X', 'b1']),
    formula: [{ tensor: 'W1' }, ' · ', { tensor: 'X' }, ' + ', { tensor: 'b1' }],
  },
  instruction('A1', 'forward 1', ['Z1']),
  instruction('Z2', 'forward 2', ['W2', 'A1', 'b2']),
  instruction('A2', 'forward 2', ['Z2']),
  instruction('J', 'loss', ['A2', 'Y']),
  instruction('dZ2', 'backward 2', ['A2', 'Y']),
  {
    ...instruction('dW2', 'backward 2', ['dZ2', 'A1']),
    formula: ['1/m · ', { tensor: 'dZ2' }, ' · ', { tensor: 'A1', transposed: true }],
  },
  instruction('dZ1', 'backward 1', ['W2', 'dZ2', 'Z1']),
  instruction('dW1', 'backward 1', ['dZ1', 'X']),
  instruction('W1', 'update 1', ['W1', 'dW1']),
  instruction('W2', 'update 2', ['W2', 'dW2']),
];

export const smallRun: RunDescription = {
  name: 'two moons',
  file: smallNetworkFile,
  precision: 'float64',
  kernels: 'strict',
  instructions,
  tensors: [
    tensor('X', [2, 4], 'data'),
    tensor('Y', [1, 4], 'data'),
    tensor('W1', [3, 2], 'parameter 1'),
    tensor('b1', [3, 1], 'parameter 1'),
    tensor('Z1', [3, 4], 'activation 1'),
    tensor('A1', [3, 4], 'activation 1'),
    tensor('W2', [1, 3], 'parameter 2'),
    tensor('b2', [1, 1], 'parameter 2'),
    tensor('Z2', [1, 4], 'activation 2'),
    tensor('A2', [1, 4], 'activation 2'),
    tensor('J', [], 'cost'),
    tensor('dZ2', [1, 4], 'gradient 2'),
    tensor('dW2', [1, 3], 'gradient 2'),
    tensor('dZ1', [3, 4], 'gradient 1'),
    tensor('dW1', [3, 2], 'gradient 1'),
    tensor('learningRate', [], 'hyperparameter'),
  ],
  layers: [
    { layer: 1, title: 'dense 3, relu', line: 4, tensors: ['W1', 'b1', 'Z1', 'A1'], cache: [] },
    { layer: 2, title: 'dense 1, sigmoid', line: 5, tensors: ['W2', 'b2', 'Z2', 'A2'], cache: [] },
  ],
  lines: { data: 2, loss: 7, optimizer: 8, training: 9 },
  iterations: 20,
  iterationsPerEpoch: 10,
  epochs: 2,
  batchSize: 4,
  samples: { train: 40, validation: 0, test: 0 },
  listing: instructions.map(({ name }) => `${name} = …`).join('\n') + '\nend\n',
  listingLines: [...instructions.keys(), instructions.length],
  alertRules: [{ id: 'notFinite', label: 'NaN or infinity', description: '' }],
};

/** `place` is a phase, with the layer behind it: `forward 1`. */
function instruction(
  name: string,
  place: string,
  reads: readonly string[],
): InstructionDescription {
  const [phase, layer] = place.split(' ');
  return {
    name,
    phase: phase as InstructionDescription['phase'],
    ...(layer !== undefined && { layer: Number(layer) }),
    writes: [name],
    reads,
    formula: ['…'],
    shapes: '',
  };
}

/** `place` is a role, with the layer behind it: `parameter 1`. */
function tensor(name: string, shape: readonly number[], place: string): TensorDescription {
  const [role, layer] = place.split(' ');
  const [rows = 1, columns = 1] = shape;
  return {
    name,
    shape,
    rows,
    columns,
    role: role as TensorDescription['role'],
    ...(layer !== undefined && { layer: Number(layer) }),
    persistent: role === 'parameter',
  };
}
