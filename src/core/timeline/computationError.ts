import type { Position } from './position';

/** A journey failed within an iteration, such as by a trap of the kernels; what it had changed was discarded. */
export class ComputationError extends Error {
  constructor(
    readonly iteration: number,
    /** Where the run stands now. */
    readonly position: Position,
    reason: unknown,
  ) {
    const why = reason instanceof Error ? reason.message : String(reason);
    super(
      `Iteration ${iteration} could not be computed (${why}). What it had changed was discarded: the run stands at ${position.iteration}:${position.instruction} again. Step on to try once more; if it fails again, restart the session.`,
    );
    this.name = 'ComputationError';
  }
}
