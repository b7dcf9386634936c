/**
 * Looking into another branch at the position where the run stands.
 *
 * The way there is travelled in slices, so that a pause is heard. Behind each of them the run stands again where it
 * stood, with its own numbers: whatever else is asked meanwhile is answered from there.
 */
import type { Timeline } from '../core';

export interface Looking<R> {
  look(): R;
  /** Asked between slices. */
  isGivenUp(): boolean;
}

const sliceMs = 40;

/** What `look` sees while `other` stands at the position of `timeline`; undefined when it was given up on the way. */
export async function lookInto<R>(
  timeline: Timeline,
  other: Timeline,
  { look, isGivenUp }: Looking<R>,
): Promise<R | undefined> {
  const { position } = timeline;
  const journey = other.journeyTo(position);
  do {
    const sliceEnd = performance.now() + sliceMs;
    try {
      if (journey.advance(() => performance.now() < sliceEnd)) return look();
    } catch (error) {
      other.discard();
      throw error;
    } finally {
      // One iteration at most: what this one began with is at hand.
      timeline.seek(position);
    }
    await new Promise(setImmediate);
  } while (!isGivenUp());
  return undefined;
}
