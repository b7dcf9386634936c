/** Long computations in slices, so that Ctrl+C is heard and the screen shows how far they are. */
import { InterruptedError } from './interruption';
import type { Surroundings } from './surroundings';

// Long enough to make the pauses free, short enough to feel immediate.
const sliceMs = 40;

/** A question that is asked often: true until the slice is used up. */
export type SliceClock = () => boolean;

/**
 * Calls `work` until it says that it is done. It returns when the clock says no, or earlier.
 * Throws an `InterruptedError` between slices.
 */
export async function inSlices(
  { now, interruption }: Pick<Surroundings, 'now' | 'interruption'>,
  work: (mayContinue: SliceClock) => 'done' | 'more' | Promise<'done' | 'more'>,
): Promise<void> {
  for (;;) {
    const end = now() + sliceMs;
    if ((await work(() => now() < end)) === 'done') return;
    await new Promise(setImmediate);
    if (interruption.aborted) throw new InterruptedError();
  }
}
