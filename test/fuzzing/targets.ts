/** The parsers of binary files and of expressions, each with good files to damage and what must hold of whatever it accepts. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';

import { DataError } from '../../src/trainer/loading/dataError';
import type { DataBytes } from '../../src/trainer/loading/dataFiles';
import { gunzip } from '../../src/trainer/loading/gzip';
import { parseIdx } from '../../src/trainer/loading/idx';
import { memoryBudget } from '../../src/trainer/loading/memoryBudget';
import { parseNpy } from '../../src/trainer/loading/npy';
import { openNpz } from '../../src/trainer/loading/npz';
import type { NumericTensor, TensorArchive } from '../../src/trainer/loading/numericTensor';
import { parsePng } from '../../src/trainer/loading/png/png';
import { openSafetensors } from '../../src/trainer/loading/safetensors';
import { writeSafetensors } from '../../src/trainer/loading/safetensorsWriter';
import { readTrace, type Trace } from '../../src/trainer/trace/readTrace';
import { header, records, traceBytes } from '../trainer/trace/traceFixture';
import { chance } from './chance';
import { expressionTarget } from './expressionTarget';
import { mutate } from './mutate';
import { repairGzip, repairPng, repairTrace, repairZip } from './repair';

export interface FuzzTarget {
  readonly name: string;
  readonly seeds: readonly Uint8Array[];
  /** Throws a `DataError`, or returns undefined for what it accepts and has to, or says what is wrong with it. */
  readonly parse: (source: DataBytes) => string | undefined;
  /** Makes checksums right again. */
  readonly repair?: (bytes: Uint8Array) => Uint8Array;
}

/** `fixtures` is test/fixtures. */
export function fuzzTargets(fixtures: string): readonly FuzzTarget[] {
  const seedsOf = (folder: string, extension: string): readonly Uint8Array[] =>
    readdirSync(path.join(fixtures, folder))
      .filter((name) => name.endsWith(extension))
      .map((name) => readFileSync(path.join(fixtures, folder, name)))
      .filter(({ length }) => length <= 4096);
  const budget = () => memoryBudget(2 ** 20);
  const parameters = [
    { name: 'W1', shape: [3, 2], values: Float64Array.of(1, 2, 3, 4, 5, 6) },
    { name: 'b1', shape: [3, 1], values: Float32Array.of(1, 2, 3) },
  ];
  return [
    {
      name: 'idx',
      seeds: [idx, idx.map((byte, place) => (place === 2 ? 0x0e : byte)), idxOfDoubles],
      parse: (source) => tensorFlaw(parseIdx(source, budget())),
    },
    {
      name: 'gzip',
      seeds: [gzipSync(idx), gzipSync(idxOfDoubles, { level: 0 }), namedGzip()],
      parse(source) {
        const { bytes } = gunzip(source, 1000);
        return bytes.length <= 1000 ? tensorFlaw(parseIdx(source, budget())) : 'too many bytes';
      },
      repair: repairGzip,
    },
    {
      name: 'npy',
      seeds: seedsOf('arrays', '.npy'),
      parse: (source) => tensorFlaw(parseNpy(source)),
    },
    {
      name: 'npz',
      seeds: seedsOf('arrays', '.npz'),
      parse: (source) => archiveFlaw(openNpz(source, budget())),
      repair: repairZip,
    },
    {
      name: 'png',
      seeds: seedsOf('png', '.png'),
      parse(source) {
        const { width, height, channels, pixels } = parsePng(source, budget());
        return pixels.length === width * height * channels ? undefined : 'wrong number of pixels';
      },
      repair: repairPng,
    },
    {
      name: 'safetensors',
      seeds: [...seedsOf('safetensors', '.safetensors'), writeSafetensors(parameters)],
      parse: (source) => archiveFlaw(openSafetensors(source, budget())),
    },
    {
      name: 'trace',
      seeds: [
        traceBytes(),
        traceBytes(records.slice(0, 4)),
        traceBytes([{ kind: 'header', header }]),
      ],
      parse: (source) => traceFlaw(readTrace(source)),
      repair: repairTrace,
    },
    expressionTarget,
  ];
}

/** The input of this number; the same on every machine. */
export function inputOf({ seeds, repair }: FuzzTarget, seed: number, index: number): Uint8Array {
  const draw = chance(seed, index);
  const mutant = mutate(draw.of(seeds), seeds, draw);
  return repair !== undefined && draw.below(2) === 0 ? new Uint8Array(repair(mutant)) : mutant;
}

/** Why this input is a fault of the parser; undefined when it is accepted or refused as it should be. */
export function faultOf({ parse }: FuzzTarget, bytes: Uint8Array): string | undefined {
  try {
    return parse({ file: 'fuzzed', bytes });
  } catch (error) {
    if (error instanceof DataError) return undefined;
    return error instanceof Error ? (error.stack ?? error.message) : String(error);
  }
}

const idx = Uint8Array.of(0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 1, 0, 0, 0, 3, 1, 2, 3, 4, 5, 255);
const idxOfDoubles = Uint8Array.from([0, 0, 0x0e, 1, 0, 0, 0, 2, ...Array<number>(16).fill(64)]);

/** With a file name in its header, as the program gzip writes it. */
function namedGzip(): Uint8Array {
  const packed = gzipSync(idx);
  packed[3] = 8;
  return Buffer.concat([packed.subarray(0, 10), Buffer.from('images\0'), packed.subarray(10)]);
}

/** Whatever is accepted has whole keyframes, whole rows, and branches that grow from earlier ones. */
function traceFlaw({
  header: { persistentBytes, scalarNames },
  branches,
}: Trace): string | undefined {
  for (const [index, { keyframes, scalars, rows, origin }] of branches.entries()) {
    if (keyframes.some(({ bytes }) => bytes.length !== persistentBytes)) return 'a torn keyframe';
    const numbers = scalars.reduce((sum, { length }) => sum + length, 0);
    if (numbers !== rows * scalarNames.length) return 'a torn row';
    if (0 < index && !((origin?.parent ?? index) < index)) return 'a branch from nowhere';
  }
  return undefined;
}

function archiveFlaw(archive: TensorArchive): string | undefined {
  for (const name of archive.names) {
    const tensor = archive.read(name);
    const flaw = tensor === undefined ? 'a name that cannot be read' : tensorFlaw(tensor);
    if (flaw !== undefined) return flaw;
  }
  return undefined;
}

function tensorFlaw({ shape, values }: NumericTensor): string | undefined {
  const count = shape.reduce((product, side) => product * side, 1);
  return count === values.length ? undefined : `${values.length} numbers for a shape of ${count}`;
}
