import { expectFound } from './expectFound';

expectFound('data', [
  'data/assemble',
  'data/drawnImages',
  'data/gates',
  'data/generators',
  'data/housing',
  'data/numpyRecipes',
  'data/oneHot',
  'data/scaling',
  'data/split',
  'initializers/initialize',
  'machine/epochOrder',
  'random/counterStream',
  'random/philox',
  'random/shuffle',
]);
