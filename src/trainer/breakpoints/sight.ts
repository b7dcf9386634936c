/** What can be seen of a run at one visit: always its place, often its scalars, and its numbers when it stands there. */
import type { ExpressionScope, TensorView } from '../../core';

export interface Sight {
  readonly iteration: number;
  readonly instruction: number;
  /** A column of the scalar index in this iteration. */
  scalar(column: number): number;
  /** The names of expressions; of use only while the run stands here. */
  readonly scope: ExpressionScope;
  /** The numbers of a tensor that has a value here; of use only while the run stands here. */
  tensor(name: string): TensorView | undefined;
}

/**
 * What it takes to know what happens at a visit: its place alone; the scalars of its iteration, so that the index
 * can tell; or numbers, so that the run has to stand there.
 */
export type Need = 'place' | 'scalars' | 'numbers';

const needs: readonly Need[] = ['place', 'scalars', 'numbers'];

/** The one that all of them can be known with. */
export function greatestNeed(some: readonly Need[]): Need {
  return needs.findLast((need) => some.includes(need)) ?? 'place';
}

/** Something that should have been told and could not be. */
export interface Failure {
  readonly failure: string;
}
