/** The whole network file. */
import type { Dialect } from '../spec';
import { data } from './data';
import { alsoCalled, choice, defaulted, derived, name, record, required } from './describe';
import { layers } from './layers';
import { loss } from './losses';
import { optimizer } from './optimizers';
import { networkRandom } from './random';
import type { Entry, ValueOf } from './shape';
import { training, trainingDefaults } from './training';

export const dialects: Readonly<Record<Dialect, Entry>> = {
  course: {
    documentation:
      'The formulas of Andrew Ng’s courses: dZ and dA per sample, 1/m only in dW and db, momentum with (1 - β).',
  },
};

export const network = record('network file', {
  name: defaulted(name, 'What to call the network.', 'Network'),
  dialect: defaulted(
    choice('dialect', dialects),
    'Whose formulas are meant where the sources differ.',
    'course',
  ),
  data: alsoCalled(
    required(data, 'Samples to learn from, and what should come out of them.', {
      source: 'moons',
      samples: 400,
      noise: 0.2,
    }),
    'dataset',
    'input',
  ),
  layers: alsoCalled(
    required(layers, 'The layers from input to output; the last one is the output.', [
      { type: 'dense', units: 1, activation: 'sigmoid' },
    ]),
    'model',
    'network',
  ),
  loss: alsoCalled(
    derived(
      loss,
      'How far the outputs are from the targets; the cost J is its mean over the minibatch.',
      'binaryCrossEntropy after a sigmoid, categoricalCrossEntropy after a softmax, squaredError otherwise',
    ),
    'cost',
    'criterion',
    'objective',
  ),
  optimizer: alsoCalled(
    defaulted(optimizer, 'How the gradients change the parameters.', {
      type: 'gradientDescent',
      learningRate: 0.01,
    }),
    'solver',
  ),
  random: networkRandom,
  training: alsoCalled(
    defaulted(training, 'How long, in what portions, from which seed.', trainingDefaults),
    'train',
    'hyperparameters',
  ),
});

/** A network file as it was read, before values that follow from others are filled in. */
export type NetworkFile = ValueOf<typeof network>;
