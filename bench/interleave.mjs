/**
 * One table: all contenders train the same network, in turn, round after round.
 *
 * Whatever the machine does at the same time hits all of them alike. Process time is measured, not time on the
 * clock. Peers train as long as a round takes; Backstep trains whole runs, because what keyframes cost depends on where
 * in a run one is: one in each round where runs are short, and otherwise one in as many rounds as are asked for, thrice.
 */
import { commandOf, contenders } from './contenders.mjs';
import { startWorker } from './worker.mjs';

/** Where all costs are compared: before the first update, and after some. */
const comparedIterations = [0, 9];
/** Of those that take all rounds. */
const longRuns = 3;

export async function measureTable(workload, { name, precision, pace, ...surroundings }) {
  const asked = contenders.filter(
    ({ workloads, precisions }) => workloads.includes(name) && precisions.includes(precision),
  );
  const [runs, pieces] = workload.isRunEachRound ? [pace.rounds, 1] : [longRuns, pace.rounds];
  const perPiece = Math.ceil((workload.runIterations * pace.part) / pieces);
  const entries = [];
  try {
    for (const contender of asked) entries.push(await enter(contender, surroundings));
    for (const entry of entries) await warmUp(entry, pace);
    const own = entries.filter(({ isOwn }) => isOwn);
    for (const entry of own) entry.perRound = perPiece;
    for (let run = 0; run < runs; run++) {
      for (const entry of own) await ask(entry, { restart: {} });
      for (let piece = 0; piece < pieces; piece++) {
        const round = run * pieces + piece + 1;
        pace.onRound(`${name} ${precision}, round ${round} of ${runs * pieces}`);
        for (const entry of entries) await measure(entry, workload.batchSize);
      }
    }
  } finally {
    for (const { worker } of entries) await worker?.end();
  }
  const { title } = workload;
  const iterations = pieces * perPiece;
  const results = entries.map((entry) => resultOf(entry, pieces));
  return { workload: name, precision, title, iterations, results };
}

async function enter(contender, surroundings) {
  const { id, name, isOwn = false, hasAdam } = contender;
  const entry = { id, name, isOwn, hasAdam, costs: [], rounds: [], versions: {} };
  const { command, unavailable } = commandOf(contender, surroundings);
  if (unavailable !== undefined) return { ...entry, unavailable };
  entry.worker = startWorker(command, contender.environment);
  const { versions, unavailable: reason } = await entry.worker.ready;
  const named = contender.needsNewestNode ? { 'newest Node': versions?.Node } : versions;
  return { ...entry, versions: named, ...(reason !== undefined && { unavailable: reason }) };
}

/** Takes the costs that are compared, and finds how many iterations a round is. */
async function warmUp(entry, { seconds }) {
  let done = 0;
  for (const iteration of comparedIterations) {
    const { cost } = await ask(entry, { run: iteration + 1 - done });
    entry.costs.push(cost);
    done = iteration + 1;
  }
  let iterations = 1;
  let spent = 0;
  while (entry.unavailable === undefined && spent < seconds) {
    ({ cpuSeconds: spent = 0 } = await ask(entry, { run: iterations }));
    const wanted = spent === 0 ? 8 : seconds / spent;
    entry.perRound = Math.max(1, Math.round(iterations * wanted));
    iterations = Math.max(iterations + 1, Math.ceil(iterations * Math.min(8, 1.1 * wanted)));
  }
}

async function measure(entry, batchSize) {
  const { cpuSeconds, wallSeconds } = await ask(entry, { run: entry.perRound });
  if (entry.unavailable !== undefined) return;
  entry.rounds.push({ cpuSeconds, wallSeconds, samples: entry.perRound * batchSize });
}

/** Once a contender cannot, nothing more is asked of it. */
async function ask(entry, request) {
  if (entry.unavailable !== undefined) return {};
  const answer = await entry.worker.ask(request);
  if (answer.unavailable !== undefined) entry.unavailable = answer.unavailable;
  return answer;
}

function resultOf({ id, name, isOwn, hasAdam, costs, rounds, versions, unavailable }, pieces) {
  if (unavailable !== undefined) return { id, name, isOwn, unavailable };
  const speeds = rounds.map(({ samples, cpuSeconds }) => samples / cpuSeconds);
  const [low, samplesPerSecond, high] = [0.25, 0.5, 0.75].map((part) => quantile(speeds, part));
  return {
    ...{ id, name, isOwn, hasAdam, versions, costs, samplesPerSecond, speeds },
    /** From the quarter to the three quarters of the rounds, as a part of the median. */
    spread: (high - low) / samplesPerSecond,
    runSeconds: runSeconds(rounds, pieces),
    cpuSeconds: sum(rounds.map(({ cpuSeconds }) => cpuSeconds)),
    wallSeconds: sum(rounds.map(({ wallSeconds }) => wallSeconds)),
  };
}

/** Of a whole run: for each piece of it the median of all runs, so that what disturbs one of them does not count. */
function runSeconds(rounds, pieces) {
  const medians = Array.from({ length: pieces }, (_, piece) => {
    const sameOnes = rounds.filter((_round, index) => index % pieces === piece);
    return quantile(
      sameOnes.map(({ cpuSeconds }) => cpuSeconds),
      0.5,
    );
  });
  return sum(medians);
}

export function quantile(numbers, part) {
  const sorted = numbers.toSorted((left, right) => left - right);
  const place = part * (sorted.length - 1);
  const [below, above] = [sorted[Math.floor(place)], sorted[Math.ceil(place)]];
  return below + (above - below) * (place - Math.floor(place));
}

function sum(numbers) {
  return numbers.reduce((total, number) => total + number, 0);
}
