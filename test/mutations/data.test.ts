import { expectFound } from './expectFound';

expectFound('data', [
  'core/data/assemble',
  'core/data/drawnImages',
  'core/data/gates',
  'core/data/generators',
  'core/data/housing',
  'core/data/numpyRecipes',
  'core/data/oneHot',
  'core/data/scaling',
  'core/data/split',
  'core/initializers/initialize',
  'core/machine/epochOrder',
  'core/random/counterStream',
  'core/random/philox',
  'core/random/shuffle',
]);
