/** Alerts are the same when one rule began to fire for one layer in one iteration. */
import type { Alert } from '../../src/protocol/alert';

/** `known` and those of `more` that are new, in the order in which they came. */
export function joinAlerts(known: readonly Alert[], more: readonly Alert[]): readonly Alert[] {
  const isSame = (one: Alert, other: Alert): boolean =>
    one.rule === other.rule && one.layer === other.layer && one.since === other.since;
  const added = more.filter((alert) => !known.some((other) => isSame(alert, other)));
  return added.length > 0 ? [...known, ...added] : known;
}
