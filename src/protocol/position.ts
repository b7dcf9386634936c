/** Places in a run and the ways to move between them. */

/** The instruction about to run: `instruction` indexes the program; the program's length means the iteration's end. */
export interface Position {
  readonly iteration: number;
  readonly instruction: number;
}

export type Granularity = 'instruction' | 'layer' | 'phase' | 'iteration' | 'epoch';
export type Direction = 'forward' | 'backward';
