/** Data sources: samples that Backstep makes itself, and samples from files. */
import { dataFiles } from './dataFiles';
import { variant } from './describe';
import { generators } from './generators';
import type { Shape } from './shape';

export const data = variant({
  noun: 'data source',
  tag: 'source',
  tagDocumentation: 'Where the samples come from.',
  shortForm: 'word',
  cases: { ...generators, ...dataFiles },
});

/** Shapes are part of the type so that what is read is typed; this holds the table to its form. */
data satisfies Shape;
