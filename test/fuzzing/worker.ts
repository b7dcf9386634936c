/**
 * One thread of `npm run fuzz`: runs every `workers`-th input of a target, and reports what is wrong.
 *
 * The number of the input under way stands in shared memory, so that one that never ends is known by number.
 */
import { setImmediate } from 'node:timers/promises';
import { parentPort, workerData } from 'node:worker_threads';

import { faultOf, fuzzTargets, inputOf } from './targets';

export interface FuzzTask {
  readonly fixtures: string;
  readonly target: string;
  readonly seed: number;
  readonly inputs: number;
  readonly worker: number;
  readonly workers: number;
  readonly current: Int32Array;
}

export interface FoundFault {
  readonly index: number;
  readonly fault: string;
  readonly input: Uint8Array;
}

const slowMs = 1000;

const { fixtures, target: name, seed, inputs, worker, workers, current } = workerData as FuzzTask;
const target = fuzzTargets(fixtures).find((each) => each.name === name)!;

for (let index = worker; index < inputs; index += workers) {
  Atomics.store(current, worker, index);
  const input = inputOf(target, seed, index);
  const start = performance.now();
  const fault = faultOf(target, input) ?? slownessSince(start, input);
  if (fault !== undefined) parentPort?.postMessage({ index, fault, input } satisfies FoundFault);
  // What zlib holds is given back between two turns of the event loop only.
  if (index % 512 < workers) await setImmediate();
}

/** A busy machine may stop for a second; an input that is slow is slow every time. */
function slownessSince(start: number, input: Uint8Array): string | undefined {
  if (performance.now() - start < slowMs) return undefined;
  const again = performance.now();
  faultOf(target, input);
  const took = performance.now() - again;
  return took < slowMs ? undefined : `it took ${took.toFixed(0)} ms`;
}
