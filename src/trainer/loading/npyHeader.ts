/**
 * The header of an NPY array: a Python dictionary of three entries.
 *
 * Only plain numbers pass. Anything that NumPy would unpickle, or that is not a literal, is refused.
 */
import {
  elementSizes,
  hostOrder,
  type ByteOrder,
  type ElementFormat,
  type ElementType,
} from './elements';
import { parseLiteral } from './pythonLiteral';

export interface NpyHeader {
  readonly format: ElementFormat;
  readonly fortranOrder: boolean;
  readonly shape: readonly number[];
}

/** The header, or what is wrong with it as a clause. */
export function parseNpyHeader(text: string): NpyHeader | string {
  const entries = parseLiteral(text);
  if (typeof entries === 'string') return entries;
  const descr = entries.get('descr');
  const fortranOrder = entries.get('fortran_order');
  const shape = entries.get('shape');
  if (
    entries.size !== 3 ||
    typeof descr !== 'string' ||
    typeof fortranOrder !== 'boolean' ||
    typeof shape !== 'object'
  ) {
    return 'its header is not the three entries descr, fortran_order and shape';
  }
  if (maximumRank < shape.length) {
    return `it has ${shape.length} dimensions, expected at most ${maximumRank}`;
  }
  const format = parseFormat(descr);
  return typeof format === 'string' ? format : { format, fortranOrder, shape };
}

// As many as NumPy allows.
const maximumRank = 32;

function parseFormat(descr: string): ElementFormat | string {
  const [, mark = '', type = ''] = /^([<>|]?)(.*)$/s.exec(descr) ?? [];
  if (type.startsWith('O')) {
    return 'it holds Python objects, saved with pickle; save plain numbers, with .astype("f8")';
  }
  const order = byteOrders[mark];
  if (order === undefined || !isElementType(type) || (mark === '|' && 1 < elementSizes[type])) {
    const known = Object.keys(elementSizes).join(', ');
    return `its dtype is ${JSON.stringify(descr.slice(0, 40))}, expected one of ${known}; convert it with .astype("f8")`;
  }
  return { type, order };
}

const byteOrders: Readonly<Record<string, ByteOrder>> = {
  '<': 'little',
  '>': 'big',
  '|': hostOrder,
};

function isElementType(text: string): text is ElementType {
  return Object.hasOwn(elementSizes, text);
}
