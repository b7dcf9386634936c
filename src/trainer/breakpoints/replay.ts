/**
 * Searches that have to stand at every visit, because conditions, data breakpoints or messages read tensors.
 *
 * Forward the run stops at each visit on its way. Backward it goes through stretches from a keyframe forward and
 * remembers the last hit, one stretch before the other. Interrupted, it stands where it has searched up to: nothing
 * is missed by going on.
 */
import { comparePositions, type Position } from '../../core';
import { isInterruption, type Interruption } from '../traveller';
import { ReversedPages } from './logBook';
import { found, type SearchResult, type SearchSetting } from './search';
import type { Finding } from './watchSet';

const nothing = (): void => undefined;

export async function replayForward(setting: SearchSetting): Promise<SearchResult> {
  const { run, watches, alerts, traveller, sight, log, interruption } = setting;
  const { timeline } = run;
  const from = timeline.position;
  const interrupted = await follow(setting, from);
  if (interrupted !== undefined) return interrupted;
  const known = alerts.nearest(from, 'forward');
  const limit = known === undefined ? timeline.end : alerts.birthPlace(known);
  let finding: Finding | undefined;
  let isBorn = false;
  const end = timeline.end.instruction;
  const instructions = new Set(watches.instructions);
  const arrival = await traveller.go(limit, {
    interruption,
    visits: {
      instructions: alerts.isEmpty
        ? watches.instructions
        : [...watches.instructions, ...(instructions.has(end) ? [] : [end])],
      mayPass() {
        const here = sight.lookHere();
        if (instructions.has(here.instruction)) finding = watches.look(here, log.add);
        if (here.instruction === end) isBorn = alerts.catchUp() !== undefined;
        return finding === undefined && !isBorn;
      },
    },
  });
  watches.followedTo(timeline);
  log.tellLeftOut();
  if (isInterruption(arrival)) return { kind: arrival };
  const result = found(setting, finding);
  const isStop = result.kind === 'found' && (result.finding ?? result.alert) !== undefined;
  return isStop ? result : { kind: 'nothing' };
}

/** Makes sure that all watches know what they have to know at `from`, where the run stands. */
async function follow(
  { run, watches, traveller, sight, interruption }: SearchSetting,
  from: Position,
): Promise<SearchResult | undefined> {
  if (watches.hasFollowedTo(run.timeline)) return undefined;
  if (watches.remembersNothing) {
    watches.beginAt(sight.lookHere());
    return undefined;
  }
  const begin = { iteration: watches.beginFor(from.iteration), instruction: 0 };
  const progress = (): Position => from;
  let arrival = await traveller.go(begin, { interruption, progress });
  if (arrival === 'arrived') {
    watches.begin(begin.iteration);
    const mayPass = (): boolean => {
      watches.look(sight.lookHere(), nothing);
      return true;
    };
    if (watches.instructions[0] === 0) mayPass();
    const visits = { instructions: watches.instructions, mayPass };
    arrival = await traveller.go(from, { visits, interruption, progress });
  }
  if (!isInterruption(arrival)) return undefined;
  await traveller.go(from);
  return { kind: arrival };
}

export async function replayBackward(setting: SearchSetting): Promise<SearchResult> {
  const { run, alerts, traveller, log, interruption } = setting;
  const { timeline } = run;
  const alert = alerts.nearest(timeline.position, 'backward');
  const limit = alert === undefined ? timeline.start : alerts.birthPlace(alert);
  // What lies at `end` and behind has been searched.
  let end = timeline.position;
  while (comparePositions(limit, end) < 0) {
    const searched = await searchStretch(setting, { limit, end });
    if (searched.kind !== 'searched') {
      await traveller.go(end);
      log.tellLeftOut();
      return searched;
    }
    searched.pages.tell(log);
    if (searched.finding !== undefined) {
      await traveller.go(searched.finding.position);
      log.tellLeftOut();
      return found(setting, searched.finding);
    }
    end = searched.begin;
    const interrupted = await traveller.breathe({ interruption, progress: () => end });
    if (interrupted !== undefined) {
      await traveller.go(end);
      return { kind: interrupted };
    }
  }
  log.tellLeftOut();
  await traveller.go(limit);
  return alert === undefined ? { kind: 'nothing' } : found(setting);
}

interface Searched {
  readonly kind: 'searched';
  /** The first place that has been searched. */
  readonly begin: Position;
  readonly finding?: Finding;
  readonly pages: ReversedPages;
}

/** Goes through the stretch before `end` that begins at the keyframe before it. */
async function searchStretch(
  { run, watches, traveller, sight, interruption }: SearchSetting,
  { limit, end }: { readonly limit: Position; readonly end: Position },
): Promise<Searched | { readonly kind: Interruption }> {
  const { timeline } = run;
  const lead = watches.leadIterations;
  const last = end.instruction === 0 ? end.iteration - 1 : end.iteration;
  const keyframe = timeline.keyframeIterations.findLast((at) => at <= last - lead) ?? 0;
  const first = watches.beginFor(keyframe + lead);
  const begin = { iteration: first === 0 ? 0 : first + lead, instruction: 0 };
  const pages = new ReversedPages();
  let finding: Finding | undefined;
  const mayPass = (): boolean => {
    const here = sight.lookHere();
    const isInside = comparePositions(begin, here) <= 0 && comparePositions(here, end) < 0;
    if (comparePositions(here, end) === 0) return true;
    const before = pages.count;
    const happened = watches.look(here, isInside ? pages.add : nothing);
    if (happened !== undefined && isInside && comparePositions(limit, here) <= 0) {
      finding = happened;
      pages.dropFirst(before);
    }
    return true;
  };
  const travel = { interruption, progress: (): Position => end };
  let arrival = await traveller.go({ iteration: first, instruction: 0 }, travel);
  if (arrival === 'arrived') {
    watches.begin(first);
    if (watches.instructions[0] === 0) mayPass();
    const visits = { instructions: watches.instructions, mayPass };
    arrival = await traveller.go(end, { ...travel, visits });
  }
  if (isInterruption(arrival)) return { kind: arrival };
  return { kind: 'searched', begin, pages, ...(finding && { finding }) };
}
