/** What another process has computed of a run, so that it need not be computed again. */
import type { Keyframe } from './keyframes';

export interface RememberedPast {
  /** Blocks of scalar rows, behind those of the branch's past, without a gap. */
  readonly rows: readonly Float64Array[];
  /** Of iterations whose predecessors are among the rows. */
  readonly keyframes: readonly Keyframe[];
}
