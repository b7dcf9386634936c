/**
 * Safetensors: a length, a header in JSON that says where each tensor lies, and then nothing but their bytes.
 *
 * The tensors must cover the bytes without hole or overlap, so that a file has one meaning; types that would
 * have to be rounded or widened by a rule of their own (F16, BF16, F8) are refused.
 */
import { DataError } from './dataError';
import type { DataBytes } from './dataFiles';
import { elementSizes, readElements, type ElementType } from './elements';
import type { MemoryBudget } from './memoryBudget';
import type { NumericTensor, TensorArchive } from './numericTensor';
import { parseSafetensorsHeader, type TensorEntry } from './safetensorsHeader';

export function openSafetensors(source: DataBytes, memory: MemoryBudget): TensorArchive {
  const { file, bytes } = source;
  const refuse = (reason: string) => new DataError(`${file}: ${reason}.`, { file });
  const located = locateHeader(bytes);
  if (typeof located === 'string') throw refuse(located);
  const entries = parseSafetensorsHeader(located.text);
  if (typeof entries === 'string') throw refuse(entries);
  const content = bytes.subarray(located.end);
  const flaw = flawOf(entries, content.length);
  if (flaw !== undefined) throw refuse(flaw);
  return {
    names: [...entries.keys()],
    read(name) {
      const entry = entries.get(name);
      if (entry === undefined) return undefined;
      const type = elementTypes[entry.dtype]!;
      memory.claim(entry.end - entry.begin, `Reading ${name} of ${file}`, { file });
      const part = content.subarray(entry.begin, entry.end);
      const elements = readElements(part, { type, order: 'little' });
      if (elements.kind === 'refused') throw refuse(`${quoted(name)}: ${elements.reason}`);
      return { shape: entry.shape, values: elements.values } satisfies NumericTensor;
    },
  };
}

export const elementTypes: Readonly<Partial<Record<string, ElementType>>> = {
  BOOL: 'b1',
  U8: 'u1',
  I8: 'i1',
  U16: 'u2',
  I16: 'i2',
  U32: 'u4',
  I32: 'i4',
  U64: 'u8',
  I64: 'i8',
  F32: 'f4',
  F64: 'f8',
};

const maximumHeaderLength = 10_000_000;

interface LocatedHeader {
  readonly text: string;
  readonly end: number;
}

function locateHeader(bytes: Uint8Array): LocatedHeader | string {
  if (bytes.length < 9) return 'it is too short for a safetensors file';
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const length = view.getUint32(0, true) + 0x1_0000_0000 * view.getUint32(4, true);
  if (bytes[8] !== 0x7b) return 'it is no safetensors file: its header does not begin with {';
  if (maximumHeaderLength < length)
    return `its header is ${length} bytes long, expected at most ${maximumHeaderLength}`;
  const end = 8 + length;
  if (bytes.length < end) return 'it ends within its header';
  try {
    return { text: utf8.decode(bytes.subarray(8, end)), end };
  } catch {
    return 'its header is not UTF-8';
  }
}

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

function flawOf(entries: ReadonlyMap<string, TensorEntry>, length: number): string | undefined {
  let covered = 0;
  const inOrder = [...entries].sort(([, one], [, other]) => one.begin - other.begin);
  for (const [name, { dtype, shape, begin, end }] of inOrder) {
    const type = Object.hasOwn(elementTypes, dtype) ? elementTypes[dtype] : undefined;
    if (type === undefined) {
      const known = Object.keys(elementTypes).join(', ');
      return `${quoted(name)} has the type ${quoted(dtype)}, expected one of ${known}; convert it to F32`;
    }
    const size = shape.reduce((product, side) => product * side, elementSizes[type]);
    if (!Number.isSafeInteger(size)) return `${quoted(name)} has an impossible shape`;
    if (size === 0) return `${quoted(name)} has no numbers`;
    if (begin !== covered) {
      const trouble = begin < covered ? 'overlaps the one before it' : 'leaves a hole before it';
      return `${quoted(name)} ${trouble}`;
    }
    if (end - begin !== size)
      return `${quoted(name)} takes ${size} bytes, and its offsets span ${end - begin}`;
    covered = end;
  }
  if (covered === length) return undefined;
  return `its tensors take ${covered} bytes, and it has ${length}`;
}

function quoted(name: string): string {
  return JSON.stringify(name.length < 60 ? name : `${name.slice(0, 60)}…`);
}
