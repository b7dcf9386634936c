/** NumPy's numbers on request, so that a run has the numbers of a learner's own notebook. */
import { derived, record, required, whole } from './describe';

const seed = whole(0, 4_294_967_295);
const numpy = required(seed, 'The seed of np.random.seed.', 1);

export const sampleRandom = derived(
  record('random', { numpy }),
  'Draws the samples as NumPy does after np.random.seed(…), by the recipe of scikit-learn or the course, number by number.',
  'numbers that follow from the training seed',
);

export const networkRandom = derived(
  record('random', {
    numpy,
    minibatches: derived(
      seed,
      'The seed of random_mini_batches in the course’s notebooks; each epoch takes the next whole number.',
      'the seed of np.random.seed',
    ),
  }),
  'Draws initial weights, layer after layer, as NumPy does after np.random.seed(…), and the order of the samples in each epoch as random_mini_batches of the course does.',
  'numbers that follow from the training seed',
);
