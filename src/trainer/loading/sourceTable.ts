/** Samples of a file, and where in it each of them stands. */
import type { SampleTable } from '../../core/data/table';
import type { Place } from './dataError';

/** A table together with where it comes from, so that a wrong number can be shown in its file. */
export interface SourceTable extends SampleTable {
  placeOf(sample: number): Place;
}
