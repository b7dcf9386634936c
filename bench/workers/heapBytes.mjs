/**
 * Bytes that an iteration allocates on the JavaScript heap.
 *
 * The young generation must be larger than all that is allocated between two collections; V8's own work, which
 * does not grow with the iterations, drops out of the difference between a long and a short run.
 */
import process from 'node:process';

const repetitions = 7;

/** Needs `--expose-gc`. */
export async function heapBytesPerIteration(training, iterations) {
  const bytes = [];
  for (let repetition = 0; repetition < repetitions; repetition++) {
    const short = await allocated(training, iterations);
    const long = await allocated(training, 3 * iterations);
    bytes.push((long - short) / (2 * iterations));
  }
  return bytes.sort((left, right) => left - right)[repetitions >> 1];
}

async function allocated(training, iterations) {
  globalThis.gc();
  const before = process.memoryUsage().heapUsed;
  await training.run(iterations);
  return process.memoryUsage().heapUsed - before;
}
