/** What training allocates on the JavaScript heap: nothing in the machine, and little in what records it. */
import { commandOf, contenders } from './contenders.mjs';
import { startWorker } from './worker.mjs';

/** Large enough that nothing is collected while it is measured. */
const nodeOptions = ['--expose-gc', '--max-semi-space-size=64'];
/** Until V8 has compiled what keeps keyframes, too, of which there is one in eight iterations at most. */
const warmUpIterations = 6000;
const iterations = 5000;

/** The strict contenders on one workload, in bytes per iteration; `sees` proves that the measure works. */
export async function measureHeap({ name, fixture, sources }) {
  const asked = contenders.filter(
    ({ isOwn, options: { build, keyframes } }) =>
      isOwn && build === 'strict' && keyframes !== 'none',
  );
  const results = [];
  for (const contender of asked) {
    const { command } = commandOf(contender, { fixture, sources });
    const [node, ...rest] = command;
    const worker = startWorker([node, ...nodeOptions, ...rest]);
    try {
      results.push({ id: contender.id, name: contender.name, ...(await bytesOf(worker)) });
    } finally {
      await worker.end();
    }
  }
  return { workload: name, results };
}

async function bytesOf(worker) {
  const { unavailable } = await worker.ready;
  if (unavailable !== undefined) return { unavailable };
  await worker.ask({ run: warmUpIterations });
  return worker.ask({ heapBytes: iterations });
}
