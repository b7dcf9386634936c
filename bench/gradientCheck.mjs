/**
 * The gradient check of all parameters of a small classifier of MNIST's size, beside the one that is in every
 * textbook: NumPy, two whole forward passes for each parameter.
 *
 * Process time is measured, round by round in turn, so that a busy machine hits both alike.
 */
import path from 'node:path';
import process from 'node:process';

import { python } from './contenders.mjs';
import { quantile } from './interleave.mjs';
import { startWorker } from './worker.mjs';

export const checkedNetwork = {
  title: '784-32-10, ReLU, softmax, 32 samples, float64',
  inputShape: [784],
  outputs: 10,
  batchSize: 32,
  batches: 1,
  layers: [
    { type: 'dense', units: 32, activation: 'relu' },
    { type: 'dense', units: 10, activation: 'softmax' },
  ],
  loss: 'categoricalCrossEntropy',
  optimizer: { type: 'gradientDescent', learningRate: 0.1 },
};

/** A check takes so little time that several make one measurement; NumPy's takes seconds. */
const perRound = { backstep: 10, numpy: 1 };

/** `ratio` is the median of the rounds' ratios. */
export async function measureGradientCheck({ fixture, sources, pace }) {
  const workers = path.join(import.meta.dirname, 'workers');
  const kernels = path.resolve('dist/kernels.wasm');
  const commands = {
    backstep: [
      process.execPath,
      path.join(workers, 'gradientCheck.mjs'),
      { fixture, sources, kernels },
    ],
    numpy: [python, path.join(workers, 'numpy_gradient_check.py'), { fixture }],
  };
  if (python === undefined) return { unavailable: 'no Python with NumPy was found' };
  const [own, peer] = Object.entries(commands).map(([id, [program, file, options]]) => ({
    id,
    worker: startWorker([program, file, JSON.stringify(options)]),
    milliseconds: [],
  }));
  try {
    for (const { worker } of [own, peer]) {
      const { unavailable } = await worker.ready;
      if (unavailable !== undefined) return { unavailable };
    }
    await own.worker.ask({ run: 2 * perRound.backstep });
    for (let round = 0; round < pace.rounds; round++) {
      pace.onRound(`gradient check, round ${round + 1} of ${pace.rounds}`);
      for (const entry of [own, peer]) {
        const { cpuSeconds, cost, unavailable } = await entry.worker.ask({
          run: perRound[entry.id],
        });
        if (unavailable !== undefined) return { unavailable };
        entry.milliseconds.push((1000 * cpuSeconds) / perRound[entry.id]);
        entry.length = cost;
      }
    }
  } finally {
    for (const { worker } of [own, peer]) await worker.end();
  }
  const ratios = own.milliseconds.map((time, round) => peer.milliseconds[round] / time);
  return {
    title: checkedNetwork.title,
    ratio: quantile(ratios, 0.5),
    ...Object.fromEntries(
      [own, peer].map(({ id, milliseconds, length }) => [
        id,
        { milliseconds: quantile(milliseconds, 0.5), length },
      ]),
    ),
  };
}
