/**
 * Searches that need not go anywhere: where the place and the scalar index tell what happens, the run moves only
 * to where it stops, and past what has been computed it runs as fast as without breakpoints.
 */
import { comparePositions, type Position, type RaisedAlert } from '../../core';
import { isInterruption } from '../traveller';
import { found, nearer, type SearchResult, type SearchSetting } from './search';
import type { Finding } from './watchSet';

const nothing = (): void => undefined;
// An iteration takes less than a microsecond or two; a clock is not asked each time.
const iterationsPerBreath = 1024;

export async function lookForward(setting: SearchSetting): Promise<SearchResult> {
  const { run, watches, alerts, traveller, interruption } = setting;
  const { timeline } = run;
  const from = timeline.position;
  const known = alerts.nearest(from, 'forward');
  const birth = known && alerts.birthPlace(known);
  let next = watches.beginFor(from.iteration);
  watches.begin(next);
  const decidable = watches.need === 'place' ? timeline.iterations : timeline.computedIterations;
  let finding: Finding | undefined;
  while (next < decidable && finding === undefined && !watches.isEmpty) {
    const until = Math.min(decidable, next + iterationsPerBreath);
    for (; next < until && finding === undefined; next++) {
      finding = lookThrough(setting, { iteration: next, behind: from });
    }
    // What lies behind an alert that is known is of no interest.
    if (birth !== undefined && birth.iteration < next) break;
    const interrupted = await traveller.breathe({ interruption });
    if (interrupted !== undefined) return { kind: interrupted };
  }
  const target = nearer(finding?.position, birth, 'forward');
  // The first alert that is born on the way.
  const birthOnWay: { alert?: RaisedAlert } = {};
  const endsHere = (): boolean => {
    const alert = alerts.catchUp();
    if (alert !== undefined) birthOnWay.alert ??= alert;
    if (watches.need === 'place' || watches.isEmpty) return alert !== undefined;
    for (; next < timeline.computedIterations && finding === undefined; next++) {
      finding = lookThrough(setting, { iteration: next, behind: from });
    }
    return alert !== undefined || finding !== undefined;
  };
  const travel = { interruption, ...(known === undefined && { endsHere }) };
  const arrival = await traveller.go(target ?? timeline.end, travel);
  if (isInterruption(arrival)) return { kind: arrival };
  // The last iteration on the way has ended without anybody asking.
  if (known === undefined) endsHere();
  const born = known ?? birthOnWay.alert;
  const stop = nearer(finding?.position, born && alerts.birthPlace(born), 'forward');
  // Early stopping may have ended the run before that.
  if (stop === undefined || comparePositions(timeline.end, stop) < 0) return { kind: 'nothing' };
  await traveller.go(stop);
  return found(setting, isAt(finding, stop) ? finding : undefined);
}

export async function lookBackward(setting: SearchSetting): Promise<SearchResult> {
  const { run, watches, alerts, traveller, interruption } = setting;
  const { timeline } = run;
  const from = timeline.position;
  const alert = alerts.nearest(from, 'backward');
  const limit = alert === undefined ? timeline.start : alerts.birthPlace(alert);
  let finding: Finding | undefined;
  // The first stretches are short, because most stops are near.
  let stretch = 64;
  let end = from.iteration + 1;
  while (limit.iteration < end && finding === undefined && !watches.isEmpty) {
    const begin = watches.beginFor(Math.max(limit.iteration, end - stretch));
    watches.begin(begin);
    for (let iteration = begin; iteration < end; iteration++) {
      const last = lookThrough(setting, { iteration, before: from, wanted: 'last' });
      if (last !== undefined && comparePositions(limit, last.position) <= 0) finding = last;
      if (iteration % iterationsPerBreath !== 0) continue;
      const interrupted = await traveller.breathe({ interruption });
      if (interrupted !== undefined) return { kind: interrupted };
    }
    end = begin;
    stretch = Math.min(4 * stretch, 2 ** 14);
  }
  const isNothing = finding === undefined && alert === undefined;
  const arrival = await traveller.go(finding?.position ?? limit, { interruption });
  if (isInterruption(arrival)) return { kind: arrival };
  return isNothing ? { kind: 'nothing' } : found(setting, finding);
}

interface Stretch {
  readonly iteration: number;
  /** Findings count strictly behind this place … */
  readonly behind?: Position;
  /** … and nothing is looked at from this place on. */
  readonly before?: Position;
  readonly wanted?: 'first' | 'last';
}

/** The first or the last that happens in an iteration, with all of its visits told. */
function lookThrough(
  { watches, sight }: SearchSetting,
  { iteration, behind, before, wanted = 'first' }: Stretch,
): Finding | undefined {
  let result: Finding | undefined;
  for (const instruction of watches.instructions) {
    if (before?.iteration === iteration && before.instruction <= instruction) break;
    const finding = watches.look(sight.lookAt(iteration, instruction), nothing);
    if (finding === undefined) continue;
    if (behind !== undefined && comparePositions(finding.position, behind) <= 0) continue;
    if (wanted === 'last' || result === undefined) result = finding;
  }
  return result;
}

function isAt(finding: Finding | undefined, place: Position): boolean {
  return finding !== undefined && comparePositions(finding.position, place) === 0;
}
