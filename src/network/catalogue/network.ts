/** The whole network file. */
import { data } from './data';
import { alsoCalled, defaulted, derived, name, record, required } from './describe';
import { dialect, usualDialect } from './dialects';
import { fused, gradientScale, logForm, weightDecay } from './gradients';
import { layers } from './layers';
import { loss } from './losses';
import { optimizer } from './optimizers';
import { networkRandom } from './random';
import type { ValueOf } from './shape';
import { training, trainingDefaults } from './training';

export const network = record('network file', {
  name: defaulted(name, 'What to call the network.', 'Network'),
  dialect: defaulted(
    dialect,
    'Whose formulas are meant where the sources differ; every such option can also be set by itself.',
    usualDialect,
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
  fused,
  logForm,
  gradientScale,
  weightDecay,
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
