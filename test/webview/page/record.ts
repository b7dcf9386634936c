/**
 * Records what the real trainer says about a small run, for the scripted trainer of the panel's tests.
 *
 * Run after `npm run build`, when the protocol or the listing has changed:
 *
 *   npx esbuild test/webview/page/record.ts --bundle --platform=node --main-fields=module,main --outfile=dist/record.js
 *   node dist/record.js
 */
import { writeFileSync } from 'node:fs';
import path from 'node:path';

import type { GradientCheckRow } from '../../../src/protocol/gradientCheck';
import type { RunDescription } from '../../../src/protocol/run';
import type { CellReference } from '../../../src/protocol/tensors';
import type { TrainerEvents, TrainerRequests } from '../../../src/protocol/trainer';
import { createResponder } from '../../../src/rpc/peer';
import { loadKernels } from '../../../src/trainer/kernels';
import { Trainer } from '../../../src/trainer/trainer';

import { encodeNumbers } from './recording';
import type { RecordedExplanation, RecordedIteration, Recording } from './recording';

const root = process.cwd();
const moons = `{
  "name": "Two moons",
  "data": { "source": "moons", "samples": 400, "noise": 0.2, "split": { "train": 0.8, "validation": 0.1, "test": 0.1 } },
  "layers": [
    { "type": "dense", "units": 16, "activation": "relu", "initializer": "he" },
    { "type": "dense", "units": 16, "activation": "tanh", "initializer": "xavier" },
    { "type": "dense", "units": 1, "activation": "sigmoid" }
  ],
  "loss": "binaryCrossEntropy",
  "optimizer": { "type": "adam", "learningRate": 0.01 },
  "training": { "batchSize": 32, "epochs": 200, "seed": 42, "precision": "float64" }
}
`;
const deepLayers = '{ "type": "dense", "units": 8, "activation": "sigmoid" },'.repeat(9);
const deepSigmoid = moons.replace(
  /"layers": \[[^\]]*\]/,
  `"layers": [${deepLayers} { "type": "dense", "units": 1, "activation": "sigmoid" }]`,
);

// Iterations 126 to 129: the curve has a past, and there is room to step back and forth.
const firstIteration = 126;
const recordedIterations = 4;
const computedIterations = 400;

async function open(text: string): Promise<{ trainer: Trainer; run: RunDescription }> {
  const trainer = new Trainer(loadKernels(path.join(root, 'dist/kernels.wasm')));
  const result = await trainer.load({
    file: '/network/two-moons.nn.jsonc',
    text,
    roots: [],
    memoryBudgetBytes: 2 ** 28,
    keyframeBudgetBytes: 2 ** 26,
  });
  if (result.kind === 'refused') throw new Error(result.problems.map((one) => one.message).join());
  return { trainer, run: result.run };
}

async function recordMoons(): Promise<Omit<Recording, 'alerts'>> {
  const { trainer, run } = await open(moons);
  await trainer.seek({ position: { iteration: computedIterations, instruction: 0 } });
  const series = await trainer.series({
    names: ['J'],
    firstIteration: 0,
    iterations: computedIterations,
    buckets: computedIterations,
  });
  const all = await trainer.series({
    names: series.seriesNames,
    firstIteration: 0,
    iterations: computedIterations,
    buckets: computedIterations,
  });
  const iterations: RecordedIteration[] = [];
  for (let index = 0; index < recordedIterations; index++) {
    iterations.push(await recordIteration(trainer, run, firstIteration + index));
  }
  await trainer.seek({ position: { iteration: 128, instruction: 0 } });
  const rows: GradientCheckRow[] = [];
  const channel = {
    send(message: unknown) {
      const { event, payload } = message as { event: string; payload: GradientCheckRow };
      if (event === 'gradientCheckRow') rows.push(payload);
    },
    onMessage: () => undefined,
    onClose: () => undefined,
  };
  trainer.connect(createResponder<TrainerRequests, TrainerEvents>(channel, trainer));
  const report = await trainer.checkGradients({});
  return {
    run,
    firstIteration,
    computedIterations,
    iterations,
    series: all.series.map(({ name, values }) => ({ name, values: encodeNumbers(values) })),
    explanations: await recordExplanations(trainer, run),
    gradientCheck: {
      verdict: report.verdict,
      values: encodeNumbers(report.values),
      rows: rows.map((row) => ({ ...row, values: encodeNumbers(row.values) })),
    },
  };
}

async function recordIteration(
  trainer: Trainer,
  run: RunDescription,
  iteration: number,
): Promise<RecordedIteration> {
  await trainer.seek({ position: { iteration, instruction: 0 } });
  const persistent = run.tensors.filter((tensor) => tensor.persistent).map(({ name }) => name);
  const start = await Promise.all(persistent.map((name) => read(trainer, run, name)));
  const written: string[][] = [];
  for (const instruction of run.instructions) {
    await trainer.step({ granularity: 'instruction', direction: 'forward', count: 1 });
    written.push(await Promise.all(instruction.writes.map((name) => read(trainer, run, name))));
  }
  return {
    start: Object.fromEntries(persistent.map((name, index) => [name, start[index]!])),
    written,
  };
}

async function read(trainer: Trainer, run: RunDescription, name: string): Promise<string> {
  const { rows, columns } = run.tensors.find((tensor) => tensor.name === name)!;
  const request = { tensor: name, firstRow: 0, firstColumn: 0, rows, columns, maximumCells: 8192 };
  const { slices } = await trainer.slices({ requests: [request] });
  return encodeNumbers(slices[0]!.values!);
}

/** One number and everything behind it that a few clicks can reach. */
async function recordExplanations(
  trainer: Trainer,
  run: RunDescription,
): Promise<RecordedExplanation[]> {
  const position = { iteration: 128, instruction: run.instructions.length };
  await trainer.seek({ position });
  const waiting: CellReference[] = [{ tensor: 'dW2', row: 3, column: 7 }];
  const explained: RecordedExplanation[] = [];
  const seen = new Set<string>();
  for (let cell = waiting.shift(); cell && explained.length < 24; cell = waiting.shift()) {
    const name = `${cell.tensor}[${cell.row}, ${cell.column}]`;
    if (seen.has(name)) continue;
    seen.add(name);
    const result = await trainer.explain(cell);
    if (result.kind === 'unavailable') continue;
    const { explanation } = result;
    explained.push({ ...explanation, values: encodeNumbers(explanation.values) });
    waiting.push(...explanation.terms.slice(0, 3).flatMap(({ sources }) => sources));
  }
  return explained;
}

async function main(): Promise<void> {
  const { trainer } = await open(deepSigmoid);
  const { alerts } = await trainer.seek({ position: { iteration: 60, instruction: 0 } });
  const recording: Recording = { ...(await recordMoons()), alerts };
  const file = path.join(root, 'test/fixtures/panel/two-moons.json');
  writeFileSync(file, `${JSON.stringify(recording, undefined, 1)}\n`);
}

void main();
