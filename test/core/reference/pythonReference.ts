/**
 * Random networks with the numbers of NumPy and PyTorch, streamed from the scripts of test/fixtures/reference.
 *
 * Needs a Python that has NumPy; where it has PyTorch too, the cases carry PyTorch's numbers as well.
 */
import { spawn, spawnSync } from 'node:child_process';

export interface Python {
  readonly command: string;
  readonly hasTorch: boolean;
}

export interface ReferenceTensor {
  readonly name: string;
  readonly shape: readonly number[];
  readonly values: Float64Array;
  /** Errors are measured against it, or against the largest number of the tensor when that is larger. */
  readonly scale: number;
}

export interface ReferenceNetwork {
  readonly index: number;
  /** The network file. */
  readonly text: string;
  readonly tensors: ReadonlyMap<string, ReferenceTensor>;
}

export interface Drawing {
  readonly seed: number;
  readonly first: number;
  readonly count: number;
}

/** The first Python that can import NumPy: Debian's own, or the one on the PATH. */
export function findPython(): Python | undefined {
  const command = ['/usr/bin/python3', 'python3'].find((candidate) => imports(candidate, 'numpy'));
  return command === undefined ? undefined : { command, hasTorch: imports(command, 'torch') };
}

/** Yields the networks in order while Python is still drawing the next ones. */
export async function* referenceNetworks(
  { command }: Python,
  { seed, first, count }: Drawing,
): AsyncGenerator<ReferenceNetwork> {
  const numbers = [seed, first, count].map(String);
  const child = spawn(command, ['-B', '-W', 'ignore', script, ...numbers], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, OMP_NUM_THREADS: '1', OPENBLAS_NUM_THREADS: '1' },
  });
  let complaint = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (complaint += text));
  const exit = new Promise<number | null>((resolve, reject) => {
    child.on('error', reject).on('close', resolve);
  });
  try {
    let rest: Buffer = Buffer.alloc(0);
    for await (const chunk of child.stdout as AsyncIterable<Buffer>) {
      rest = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
      for (let end = caseEnd(rest); end <= rest.length; end = caseEnd(rest)) {
        yield readCase(rest.subarray(0, end));
        rest = rest.subarray(end);
      }
    }
    const code = await exit;
    if (code !== 0) throw new Error(`${script} ended with code ${code}:\n${complaint}`);
  } finally {
    child.kill();
  }
}

const script = 'test/fixtures/reference/random_networks.py';
/** Bytes of the header and numbers of the body, two uint32. */
const preambleBytes = 8;

function imports(command: string, module: string): boolean {
  const find = `import importlib.util, sys; sys.exit(importlib.util.find_spec("${module}") is None)`;
  return spawnSync(command, ['-c', find]).status === 0;
}

/** Where the case that begins these bytes ends; infinitely far while its preamble is not complete. */
function caseEnd(bytes: Buffer): number {
  if (bytes.length < preambleBytes) return Infinity;
  const numbers = bytes.readUInt32LE(4);
  return preambleBytes + bytes.readUInt32LE(0) + numbers * Float64Array.BYTES_PER_ELEMENT;
}

function readCase(bytes: Buffer): ReferenceNetwork {
  const bodyStart = preambleBytes + bytes.readUInt32LE(0);
  const { index, network, tensors } = JSON.parse(
    bytes.toString('utf8', preambleBytes, bodyStart),
  ) as {
    readonly index: number;
    readonly network: unknown;
    readonly tensors: readonly (readonly [string, readonly number[], number])[];
  };
  // A copy, because a view of float64 must begin at a multiple of 8.
  const body = new Float64Array(Uint8Array.from(bytes.subarray(bodyStart)).buffer);
  let offset = 0;
  const named = tensors.map(([name, shape, scale]) => {
    const count = shape.reduce((product, size) => product * size, 1);
    const values = body.subarray(offset, (offset += count));
    return [name, { name, shape, values, scale }] as const;
  });
  return { index, text: JSON.stringify(network, undefined, 1), tensors: new Map(named) };
}
