/**
 * The grid: the iterations at which a run keeps a keyframe, evenly spaced.
 *
 * The spacing doubles whenever the run has outgrown it, so that every wider grid is a part of the narrower ones, and
 * the last doubling ends at the spacing that fits the whole run: no replay is ever longer than it is at the run's end.
 * Spacings are whole numbers halved some times, so that all of this is exact.
 */

/** Keeping one costs up to a fifth of an iteration. */
const leastSpacing = 8;

export class KeyframeGrid {
  private spacing: number;

  /** With room for `size` keyframes in a run of `iterations`. */
  constructor(
    iterations: number,
    private readonly size: number,
  ) {
    this.spacing = Math.max(leastSpacing, Math.ceil(iterations / size));
  }

  /** Whether it has a keyframe at `iteration` when the run has come to `furthest` and has `parts` branches. */
  has(iteration: number, furthest: number, parts: number): boolean {
    this.fit(furthest, parts);
    const { spacing } = this;
    return Math.ceil(Math.floor(iteration / spacing) * spacing) === iteration;
  }

  /** The first of its keyframes behind `iteration`, when the run has come there, or to `furthest` if that is more. */
  next(iteration: number, furthest: number, parts: number): number {
    if (this.sizeOf(parts) === 1) return Infinity;
    let next = iteration + 1;
    // A keyframe further on may be where the grid has become wider.
    for (;;) {
      this.fit(Math.max(next, furthest), parts);
      const { spacing } = this;
      const found = Math.ceil((Math.floor(iteration / spacing) + 1) * spacing);
      if (found === next) return next;
      next = found;
    }
  }

  /** Of one branch of `parts`; the keyframe of iteration 0 alone where there is room for no other. */
  sizeOf(parts: number): number {
    return Math.max(1, Math.floor(this.size / parts));
  }

  /** The narrowest spacing with which the keyframes up to `furthest` are no more than a branch may have. */
  private fit(furthest: number, parts: number): void {
    const size = this.sizeOf(parts);
    while (this.spacing * size <= furthest) this.spacing *= 2;
    while (2 * leastSpacing <= this.spacing && furthest < (this.spacing / 2) * size) {
      this.spacing /= 2;
    }
  }
}
