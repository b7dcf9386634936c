/** The figures as Markdown, with what is asked for beside what was reached. */
import { shareOf } from './machine.mjs';
import {
  leastGradientCheckRatio,
  leastPartOfLimit,
  longestColdStartMs,
  mostHeapBytes,
  mostKeyframeCost,
  targetOf,
} from './targets.mjs';

const builds = ['strict', 'relaxed', 'turbo'];

export function machineLine(
  { processor, processors, system, pinnedTo, load, date, versions },
  tables,
) {
  const found = tables.flatMap(({ results }) => results.map((result) => result.versions ?? {}));
  const software = Object.entries(Object.assign({ ...versions }, ...found));
  const share = `${(100 * shareOf(tables)).toFixed(0)} %`;
  const place = pinnedTo === undefined ? 'a processor' : `processor ${pinnedTo}`;
  const loads = tables.length === 0 ? '' : `; the workers had ${share} of ${place}`;
  return [
    `${processor}, ${processors} processors, ${system}; ${date}.`,
    `Load before: ${load.toFixed(2)}${loads}.`,
    `${software.map(([name, version]) => `${name} ${version}`).join(', ')}.`,
  ].join(' ');
}

/** One workload in one precision: who is how fast, and how many times as fast each build of ours is. */
export function speedReport({ workload, precision, title, iterations, results }) {
  const measured = results.filter(({ unavailable }) => unavailable === undefined);
  const speedOf = (id) => measured.find((result) => result.id === id)?.samplesPerSecond;
  const shown = builds.filter((build) => speedOf(build) !== undefined);
  const rows = measured.map(({ id, name, samplesPerSecond, spread }) => [
    name,
    figure(samplesPerSecond),
    `${(100 * spread).toFixed(1)} %`,
    ...shown.map((build) =>
      ratioCell(
        speedOf(build) / samplesPerSecond,
        targetOf({ workload, precision, build, peer: id }),
      ),
    ),
  ]);
  const header = ['', 'samples/s', 'spread', ...shown.map((build) => `${build} is`)];
  return [
    `### ${workload}, ${precision}: ${title}`,
    markdownTable([header, ...rows]),
    ...overheadLines(measured, iterations),
    agreementLine(measured, precision),
    ...missingLines(results),
  ].join('\n\n');
}

/** What the debugger's own work costs, over a whole run. */
function overheadLines(results, iterations) {
  const secondsOf = (id) => results.find((result) => result.id === id)?.runSeconds;
  const share = (id, without) => secondsOf(id) / secondsOf(without) - 1;
  const keyframes = share('strict', 'strict-without-keyframes');
  const records = share('strict-without-keyframes', 'strict-machine');
  const alerts = share('strict-trainer', 'strict');
  if (![keyframes, records, alerts].every(Number.isFinite)) return [];
  return [
    `Over a run of ${figure(iterations)} iterations keyframes cost ${percent(keyframes)} (${atMost(keyframes, mostKeyframeCost, percent)}), ` +
      `the record of costs and norms ${percent(records)}, watching for alerts ${percent(alerts)}.`,
  ];
}

/** Allowed relative differences of a cost after ten iterations. */
const allowed = { float32: 1e-4, float64: 1e-10 };

/** All compute the same, or the comparison means nothing. */
function agreementLine([reference, ...others], precision) {
  if (reference === undefined) return 'Nobody could take part.';
  const strays = others.filter(({ costs, hasAdam }) =>
    costs.some((cost, index) => {
      const expected = reference.costs[index];
      const isComparable = index === 0 || hasAdam;
      return isComparable && !(Math.abs(cost / expected - 1) <= allowed[precision]);
    }),
  );
  if (strays.length === 0) {
    return `All have the same cost before the first update and, with Adam, after nine (to ${allowed[precision]}).`;
  }
  return `NOT THE SAME TRAINING: ${[reference, ...strays]
    .map(({ name, costs }) => `${name} has the costs ${costs.join(' and ')}`)
    .join('; ')}.`;
}

/** One line for each reason. */
function missingLines(results) {
  const missing = results.filter(({ unavailable }) => unavailable !== undefined);
  const reasons = [...new Set(missing.map(({ unavailable }) => unavailable))];
  return reasons.map((reason) => {
    const names = missing.filter(({ unavailable }) => unavailable === reason);
    return `Missing: ${names.map(({ name }) => name).join('; ')} (${reason}).`;
  });
}

export function heapReport({ workload, results }) {
  const rows = results.map(({ name, bytesPerIteration, unavailable }) => [
    name,
    unavailable ?? Math.max(0, bytesPerIteration).toFixed(1),
    unavailable === undefined ? atMost(Math.round(bytesPerIteration), mostHeapBytes, String) : '',
  ]);
  return [
    `### Bytes per iteration on the JavaScript heap (workload ${workload})`,
    markdownTable([['', 'bytes', 'target'], ...rows]),
  ].join('\n\n');
}

export function coldStartReport({ example, milliseconds, nodeMilliseconds }) {
  const rounded = (time) => `${time.toFixed(0)} ms`;
  const ratio = (milliseconds / nodeMilliseconds).toFixed(1);
  return [
    '### Cold start',
    `From the start of the trainer's process to its first stop on ${example}: ${rounded(milliseconds)} ` +
      `(${atMost(milliseconds, longestColdStartMs, rounded)}), which is ${ratio} × an empty Node ` +
      `(\`node -e 0\`, ${rounded(nodeMilliseconds)}).`,
  ].join('\n\n');
}

export function productReport({ isLimitKnown, rows }) {
  const sentence = isLimitKnown
    ? 'The limit is what multiplications and additions of 128 bits can do on this machine, measured in turn with each product; both are the better of two passes.'
    : 'No C compiler (cc): the limit of this machine is not known.';
  const cells = rows.map(({ precision, shape, transpose, gigaflops, partOfLimit, isLarge }) => [
    precision,
    shape.join(' × '),
    transpose,
    gigaflops.toFixed(1),
    partOfLimit === undefined ? '' : ratioCell(partOfLimit, isLarge ? leastPartOfLimit : undefined),
  ]);
  return [
    '### The matrix product',
    sentence,
    markdownTable([['', 'size', 'transposed', 'GFLOP/s', 'of the limit'], ...cells]),
  ].join('\n\n');
}

/** Both must find the same gradient, or the comparison means nothing. */
const sameLength = 1e-6;

/**
 * @param {object} measured
 * @param {string} [measured.title]
 * @param {number} [measured.ratio]
 * @param {{ milliseconds: number, length: number }} [measured.backstep]
 * @param {{ milliseconds: number, length: number }} [measured.numpy]
 * @param {string} [measured.unavailable] Why nothing was measured; the others are absent then.
 */
export function gradientCheckReport({ title, ratio, backstep, numpy, unavailable }) {
  const heading = `### The gradient check`;
  if (unavailable !== undefined) return [heading, `Missing: ${unavailable}.`].join('\n\n');
  const time = ({ milliseconds }) => `${figure(milliseconds)} ms`;
  const isSame = Math.abs(backstep.length / numpy.length - 1) <= sameLength;
  return [
    heading,
    `Every parameter of ${title}: Backstep takes ${time(backstep)}, a hundredth of the entries checked once more, and ` +
      `NumPy with two forward passes for each parameter ${time(numpy)}: ${ratioCell(ratio, leastGradientCheckRatio)} times as long.`,
    isSame
      ? `Both find the same gradient (its length to ${sameLength}).`
      : `NOT THE SAME GRADIENT: its length is ${backstep.length} and ${numpy.length}.`,
  ].join('\n\n');
}

/** `72.1 (≥ 60 ✓)` */
function ratioCell(ratio, least) {
  const text = ratio < 10 ? ratio.toFixed(2) : figure(ratio);
  if (least === undefined) return text;
  return `${text} (≥ ${least} ${least <= ratio ? '✓' : '✗'})`;
}

function atMost(value, most, format) {
  return `≤ ${format(most)} ${value <= most ? '✓' : '✗'}`;
}

function percent(part) {
  return `${(100 * part).toFixed(1)} %`;
}

/** Three digits that mean something. */
function figure(number) {
  const rounded = Number(number.toPrecision(number < 1000 ? 3 : 4));
  return rounded.toLocaleString('en-US', { maximumFractionDigits: 1 });
}

/** Numbers stand to the right, the first column to the left. */
export function markdownTable(rows) {
  const widths = rows[0].map((_, column) => Math.max(3, ...rows.map((row) => row[column].length)));
  const line = (row) =>
    `| ${row
      .map((cell, column) =>
        column === 0 ? cell.padEnd(widths[0]) : cell.padStart(widths[column]),
      )
      .join(' | ')} |`;
  const rule = widths.map((width, column) =>
    column === 0 ? '-'.repeat(width) : `${'-'.repeat(width - 1)}:`,
  );
  return [line(rows[0]), `| ${rule.join(' | ')} |`, ...rows.slice(1).map(line)].join('\n');
}
