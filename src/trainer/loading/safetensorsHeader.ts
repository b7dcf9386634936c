/**
 * The header of a safetensors file: an object of tensors, and nothing that JSON allows beyond that.
 *
 * It is read by a scanner of its own because `JSON.parse` keeps the last of two equal keys, and rounds numbers.
 */

export interface TensorEntry {
  readonly dtype: string;
  readonly shape: readonly number[];
  /** Of its bytes, from the end of the header on; the end is not included. */
  readonly begin: number;
  readonly end: number;
}

/** Tensors by name, or what is wrong with the header as a clause. */
export function parseSafetensorsHeader(text: string): ReadonlyMap<string, TensorEntry> | string {
  try {
    return readHeader(scannerOf(text));
  } catch (error) {
    if (error instanceof HeaderFlaw) return error.message;
    throw error;
  }
}

/** As many as an NPZ file may have. */
const maximumTensors = 65_535;
const maximumRank = 32;

class HeaderFlaw extends Error {}

interface Scanner {
  /** Takes the sign if it comes next. */
  takes(sign: string): boolean;
  expect(sign: string): void;
  text(): string;
  /** A whole number from 0 to 2⁵³ - 1. */
  count(): number;
  /** Refuses to go on, because of what stands here. */
  refuse(expected: string): never;
}

function readHeader(scanner: Scanner): ReadonlyMap<string, TensorEntry> {
  const entries = new Map<string, TensorEntry>();
  let hasMetadata = false;
  readMembers(scanner, (name) => {
    if (entries.has(name) || (hasMetadata && name === metadata)) {
      throw new HeaderFlaw(`its header has ${JSON.stringify(name.slice(0, 60))} twice`);
    }
    if (name === metadata) {
      hasMetadata = true;
      readMembers(scanner, () => scanner.text());
      return;
    }
    entries.set(name, readEntry(scanner));
    if (maximumTensors < entries.size)
      throw new HeaderFlaw(`it has more than ${maximumTensors} tensors`);
  });
  if (!scanner.takes('')) scanner.refuse('the end of the header');
  return entries;
}

const metadata = '__metadata__';

function readEntry(scanner: Scanner): TensorEntry {
  const found: { dtype?: string; shape?: readonly number[]; data_offsets?: readonly number[] } = {};
  readMembers(scanner, (key) => {
    if (Object.hasOwn(found, key))
      throw new HeaderFlaw(`its header has "${key}" twice in a tensor`);
    if (key === 'dtype') found.dtype = scanner.text();
    else if (key === 'shape') found.shape = readCounts(scanner, maximumRank);
    else if (key === 'data_offsets') found.data_offsets = readCounts(scanner, 2);
    else scanner.refuse('dtype, shape or data_offsets');
  });
  const { dtype, shape, data_offsets: [begin, end] = [] } = found;
  if (dtype === undefined || shape === undefined || begin === undefined || end === undefined) {
    scanner.refuse('a tensor with dtype, shape and two data_offsets');
  }
  return { dtype, shape, begin, end };
}

/** An object; `member` reads the value that belongs to the key. */
function readMembers(scanner: Scanner, member: (key: string) => void): void {
  scanner.expect('{');
  if (scanner.takes('}')) return;
  do {
    const key = scanner.text();
    scanner.expect(':');
    member(key);
  } while (scanner.takes(','));
  scanner.expect('}');
}

function readCounts(scanner: Scanner, most: number): readonly number[] {
  const counts: number[] = [];
  scanner.expect('[');
  if (scanner.takes(']')) return counts;
  do {
    if (counts.length === most) scanner.refuse(`at most ${most} numbers`);
    counts.push(scanner.count());
  } while (scanner.takes(','));
  scanner.expect(']');
  return counts;
}

function scannerOf(source: string): Scanner {
  let offset = 0;
  const match = (pattern: RegExp): string | undefined => {
    pattern.lastIndex = offset;
    const [found] = pattern.exec(source) ?? [];
    if (found !== undefined) offset += found.length;
    return found;
  };
  const refuse = (expected: string): never => {
    const rest = source.slice(offset, offset + 20);
    const found = rest === '' ? 'its end' : JSON.stringify(rest);
    throw new HeaderFlaw(`its header has ${found} at byte ${offset}, expected ${expected}`);
  };
  return {
    refuse,
    takes(sign) {
      match(/[ \t\r\n]*/y);
      if (sign === '') return offset === source.length;
      if (source[offset] !== sign) return false;
      offset++;
      return true;
    },
    expect(sign) {
      if (!this.takes(sign)) refuse(sign);
    },
    text() {
      match(/[ \t\r\n]*/y);
      // Every escape that JSON has, and no control character.
      const found = match(/"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y);
      return found === undefined ? refuse('a text in quotes') : (JSON.parse(found) as string);
    },
    count() {
      match(/[ \t\r\n]*/y);
      const found = match(/(?:0|[1-9][0-9]{0,15})(?![0-9.eE])/y);
      const value = Number(found);
      return found !== undefined && Number.isSafeInteger(value) ? value : refuse('a whole number');
    },
  };
}
