/** A replay came to an iteration with other numbers than the first time; nothing may be shown any more. */
export class ReplayMismatchError extends Error {
  constructor(
    readonly iteration: number,
    /** `W1[0, 3] = 0.25`, `cost 0.5`, `fingerprint 00c0ffee00c0ffee` */
    readonly expected: string,
    readonly found: string,
  ) {
    super(
      `The replay of iteration ${iteration} gave other numbers than before: ${found}, expected ${expected}`,
    );
    this.name = 'ReplayMismatchError';
  }
}
