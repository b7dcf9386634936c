/** What another process has computed of a run, so that it need not be computed again. */
import type { Machine } from '../machine/machine';
import { stateOf, type Keyframe, type KeyframeStore } from './keyframes';

export interface RememberedPast {
  /** Blocks of scalar rows, behind those of the branch's past, without a gap. */
  readonly rows: readonly Float64Array[];
  /** Of iterations whose predecessors are among the rows. */
  readonly keyframes: readonly Keyframe[];
}

export interface Proving {
  readonly machine: Machine;
  readonly cursor: number;
  /** Throws unless the persistent block of the machine is the one of the keyframe. */
  readonly prove: (keyframe: Keyframe) => void;
}

/** Stores keyframes, each of which has the fingerprint that it claims, and that of the one it would replace. */
export function storeProven(
  keyframes: readonly Keyframe[],
  store: KeyframeStore,
  { machine, cursor, prove }: Proving,
): void {
  const here = machine.persistentBytes().slice();
  try {
    for (const keyframe of keyframes) {
      machine.persistentBytes().set(keyframe.bytes);
      prove(keyframe);
      const own = store.at(keyframe.iteration);
      if (own !== undefined) prove(own);
      store.store(keyframe.iteration, stateOf(keyframe), cursor);
    }
  } finally {
    machine.persistentBytes().set(here);
  }
}
