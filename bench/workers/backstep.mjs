/**
 * Backstep's own training, through as much of it as is asked for: `machine` runs the program, `timeline` also
 * records every cost and norm and keeps keyframes, `trainer` also watches for alerts, as Continue does.
 *
 * Options: `sources` is the bundle of the core, `kernels` the strict module's file and `build` which build is wanted.
 */
import process from 'node:process';
import { pathToFileURL } from 'node:url';
import v8 from 'node:v8';

import { datasetOf, parametersOf } from './givenNumbers.mjs';
import { heapBytesPerIteration } from './heapBytes.mjs';
import { serve } from './serve.mjs';

/** More than any measurement reaches. */
const iterations = 1_000_000_000;

async function prepareBackstep(fixture, { sources, kernels, build, through, keyframes }) {
  // Node 20 knows relaxed SIMD only by this flag.
  if (build === 'relaxed') v8.setFlagsFromString('--experimental-wasm-relaxed-simd');
  const backstep = await import(pathToFileURL(sources).href);
  const { instantiate: instantiateKernels, reason } = backstep.loadKernels(kernels)(build);
  if (reason !== undefined) throw new Error(reason);
  const { spec, problems } = backstep.parseNetwork(fixture.network);
  if (spec === undefined) throw new Error(problems.map(({ message }) => message).join(' '));
  const given = { spec, dataset: datasetOf(fixture), fileParameters: parametersOf(fixture) };

  function start() {
    const machine = new backstep.Machine({ ...given, kernels: instantiateKernels() });
    if (through === 'machine') return throughMachine(machine);
    const timeline = new backstep.Timeline({
      machine,
      iterations,
      keyframeBudgetBytes: keyframes === 'none' ? 0 : 256 * 2 ** 20,
    });
    return through === 'timeline'
      ? throughTimeline(machine, timeline)
      : throughTrainer(backstep, machine, timeline);
  }
  const training = restartable(start);
  return { versions: { Node: process.versions.node, V8: process.versions.v8 }, training };
}

/** A warm process that can begin a run anew, and tell what it allocates. */
function restartable(start) {
  let training = start();
  return {
    run: (count) => training.run(count),
    cost: () => training.cost(),
    restart() {
      training = start();
      return {};
    },
    async heapBytes(count) {
      return { bytesPerIteration: await heapBytesPerIteration(training, count) };
    },
  };
}

function throughMachine(machine) {
  let iteration = 0;
  return {
    run(count) {
      const end = iteration + count;
      while (iteration < end) iteration += machine.pass(iteration, end - iteration);
    },
    cost: () => machine.cost(),
  };
}

function throughTimeline(machine, timeline) {
  return {
    run: (count) =>
      timeline.seek({ iteration: timeline.position.iteration + count, instruction: 0 }),
    cost: () => machine.cost(),
  };
}

/** A breakpoint is what a run goes on to; the alerts are watched for on the way. */
function throughTrainer({ Mover, AlertLog, programBoundaries }, machine, timeline) {
  const { iterationsPerEpoch, weightCounts, math, program } = machine;
  const { scalars } = timeline;
  const boundaries = programBoundaries(program.instructions);
  const run = {
    machine,
    timeline,
    ground: { boundaries, iterations, iterationsPerEpoch },
    alerts: new AlertLog({ scalars, weightCounts, math }),
  };
  const nothing = () => undefined;
  const listener = { alertRaised: nothing, underWay: nothing, logged: nothing };
  const mover = new Mover(run, { names: [], value: nothing }, listener);
  return {
    run: (count) => mover.seek({ iteration: timeline.position.iteration + count, instruction: 0 }),
    cost: () => machine.cost(),
  };
}

await serve(prepareBackstep);
