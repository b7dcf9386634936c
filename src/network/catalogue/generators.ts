/** Data that Backstep makes itself. */
import type { GateKind, GeneratorKind } from '../dataSource';
import {
  alsoCalled,
  choice,
  defaulted,
  derived,
  excluding,
  including,
  real,
  whole,
} from './describe';
import { imageScaling, oneHot, scaling, split } from './preparation';
import { sampleRandom } from './random';
import type { Case, Entry } from './shape';

const noise = noiseOption(
  'Standard deviation of the noise on each coordinate; the shapes are about 1 in size.',
  0.1,
);

const samples = samplesOption(400, 1_000_000);

const plane = { samples, noise, scaling, oneHot, split };

const gates: Readonly<Record<GateKind, Entry>> = {
  AND: { documentation: '1 where both inputs are 1.' },
  NAND: { documentation: '0 where both inputs are 1.' },
  OR: { documentation: '1 where an input is 1.' },
  XOR: { documentation: '1 where the inputs differ. A single layer cannot learn it.' },
};

export const generators = {
  gates: {
    documentation:
      'The truth table of a gate: (0, 0), (1, 0), (0, 1), (1, 1), again and again, as many rows as there are samples.',
    alsoCalled: ['gate', 'truthTable', 'perceptron'],
    options: {
      ...plane,
      gate: defaulted(choice('gate', gates), 'Which gate.', 'AND'),
      samples: samplesOption(4, 1_000_000),
      noise: { ...noise, default: 0 },
      split: { ...split, default: { train: 1, validation: 0, test: 0 } },
    },
  },
  xor: {
    documentation:
      'Points in the four squares around the origin; class 1 where the signs of x and y differ. No straight line separates them.',
    options: { ...plane, noise: { ...noise, default: 0 } },
  },
  moons: {
    documentation: 'Two half circles that reach into each other.',
    alsoCalled: ['makeMoons', 'twoMoons'],
    options: { ...plane, random: sampleRandom },
  },
  circles: {
    documentation: 'A small circle inside a large one.',
    alsoCalled: ['makeCircles'],
    options: {
      ...plane,
      factor: derived(
        real(including(0), excluding(1)),
        'Radius of the small circle; the large one has radius 1.',
        '0.5, and 0.8 with NumPy’s numbers, as in scikit-learn',
      ),
      random: sampleRandom,
    },
  },
  spirals: {
    documentation: 'Arms that wind out from the origin, one per class.',
    options: {
      ...plane,
      classes: defaulted(whole(2, 20), 'Number of arms.', 2),
    },
  },
  flower: {
    documentation:
      'A flower of eight petals in two colors, about 4 in radius: the planar data of the course.',
    alsoCalled: ['planar', 'petals'],
    options: { ...plane, noise: { ...noise, default: 0.2 }, random: sampleRandom },
  },
  blobs: {
    documentation:
      'Round clouds of points, one per class, with centers anywhere from -10 to 10 in both directions.',
    alsoCalled: ['makeBlobs', 'clusters', 'gaussians'],
    options: {
      ...plane,
      classes: defaulted(whole(2, 20), 'Number of clouds.', 3),
      noise: noiseOption('Standard deviation of each cloud.', 1),
      random: sampleRandom,
    },
  },
  housing: {
    documentation:
      'Houses and their prices in 100,000s: size in 100 m², bedrooms, distance to the center in 10 km, wealth of the neighborhood from 0 to 1.',
    alsoCalled: ['houses', 'prices'],
    options: {
      ...plane,
      features: defaulted(
        whole(1, 4),
        'How many of the four features there are, beginning with the size; the others are the same for all houses.',
        4,
      ),
      noise: noiseOption('Standard deviation of the noise on the price.', 0.1),
    },
  },
  digits: {
    documentation:
      'Grey images of 28 × 28 pixels, 0 to 255, of the ten digits as if written by hand, drawn by Backstep.',
    alsoCalled: ['handwriting', 'drawnDigits'],
    options: {
      ...plane,
      samples: samplesOption(2000, 100_000),
      noise: noiseOption('How much hands differ; 1 is about human, 0 is print.', 1),
      scaling: imageScaling,
    },
  },
  cats: {
    documentation:
      'Color images of 64 × 64 pixels, 3 channels from 0 to 255: cats (1), and what is no cat (0), drawn by Backstep.',
    alsoCalled: ['catVsNonCat', 'catsAndDogs'],
    options: {
      ...plane,
      samples: samplesOption(200, 5000),
      noise: noiseOption('How much the pictures differ; 0 shows all of them from the front.', 1),
      scaling: imageScaling,
    },
  },
} satisfies Readonly<Record<GeneratorKind, Case>>;

function samplesOption(usual: number, most: number) {
  return alsoCalled(
    defaulted(whole(2, most), 'Number of samples to make.', usual),
    'count',
    'size',
    'points',
  );
}

function noiseOption(documentation: string, usual: number) {
  return defaulted(real(including(0), including(10)), documentation, usual);
}
