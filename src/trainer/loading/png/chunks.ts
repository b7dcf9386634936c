/**
 * PNG (ISO/IEC 15948) as its chunks: what the header says, the palette, transparency, and the packed pixels.
 *
 * Every checksum is compared, and chunks must come in an order that has one meaning. What does not change the
 * stored numbers (text, time, color profiles, gamma) is skipped without being unpacked.
 */
import { crc32 } from 'node:zlib';

export interface PngChunks {
  readonly header: PngHeader;
  /** Triples of bytes. */
  readonly palette?: Uint8Array;
  readonly transparency?: Uint8Array;
  /** The parts of one zlib stream. */
  readonly packed: readonly Uint8Array[];
}

export interface PngHeader {
  readonly width: number;
  readonly height: number;
  readonly depth: number;
  readonly colorType: ColorType;
  readonly interlaced: boolean;
}

export const colorTypes = {
  0: 'grey',
  2: 'rgb',
  3: 'palette',
  4: 'greyAlpha',
  6: 'rgbAlpha',
} as const;
export type ColorType = (typeof colorTypes)[keyof typeof colorTypes];

/** The chunks, or what is wrong with the file as a clause. */
export function readChunks(bytes: Uint8Array): PngChunks | string {
  if (!signature.every((byte, index) => bytes[index] === byte)) return 'it is no PNG file';
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const found: { palette?: Uint8Array; transparency?: Uint8Array } = {};
  const packed: Uint8Array[] = [];
  let header: PngHeader | undefined;
  let isPackedOver = false;
  let offset = signature.length;
  for (;;) {
    if (bytes.length < offset + 12) return 'it is incomplete: it ends before its last chunk';
    const length = view.getUint32(offset);
    const end = offset + 12 + length;
    const type = String.fromCharCode(...bytes.subarray(offset + 4, offset + 8));
    if (!/^[A-Za-z]{4}$/.test(type)) return `it has a damaged chunk at byte ${offset}`;
    if (bytes.length < end) return `it is incomplete: it ends within its chunk ${type}`;
    const content = bytes.subarray(offset + 8, end - 4);
    if (crc32(bytes.subarray(offset + 4, end - 4)) !== view.getUint32(end - 4)) {
      return `it is damaged: the checksum of its chunk ${type} is wrong`;
    }
    if ((header === undefined) !== (type === 'IHDR')) return 'its header is not its first chunk';
    if (type !== 'IDAT' && 0 < packed.length) isPackedOver = true;
    offset = end;
    switch (type) {
      case 'IHDR': {
        const read = readHeader(content);
        if (typeof read === 'string') return read;
        header = read;
        break;
      }
      case 'PLTE':
        if (found.palette !== undefined || 0 < packed.length) return misplaced(type);
        if (length === 0 || 768 < length || length % 3 !== 0)
          return `its palette has ${length} bytes`;
        found.palette = content;
        break;
      case 'tRNS':
        if (found.transparency !== undefined || 0 < packed.length) return misplaced(type);
        found.transparency = content;
        break;
      case 'IDAT':
        if (isPackedOver) return misplaced(type);
        packed.push(content);
        break;
      case 'IEND':
        if (end < bytes.length) return `it has ${bytes.length - end} bytes after its end`;
        if (header === undefined || packed.length === 0) return 'it has no pixels';
        return { header, ...found, packed };
      case 'acTL':
        return 'it is animated; save one image of it';
      default:
        // The case of the first letter says whether a reader may skip the chunk.
        if (/^[A-Z]/.test(type)) return `it needs the unknown chunk ${type}`;
    }
  }
}

const signature = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];

const depths: Readonly<Record<ColorType, readonly number[]>> = {
  grey: [1, 2, 4, 8, 16],
  rgb: [8, 16],
  palette: [1, 2, 4, 8],
  greyAlpha: [8, 16],
  rgbAlpha: [8, 16],
};

function readHeader(content: Uint8Array): PngHeader | string {
  if (content.length !== 13) return `its header has ${content.length} bytes, expected 13`;
  const view = new DataView(content.buffer, content.byteOffset, content.length);
  const [width, height] = [view.getUint32(0), view.getUint32(4)];
  const [depth = 0, colorByte = 0, compression, filter, interlace = 0] = content.subarray(8);
  const colorType = (colorTypes as Partial<Record<number, ColorType>>)[colorByte];
  if (colorType === undefined || !depths[colorType].includes(depth)) {
    return `it has the color type ${colorByte} with ${depth} bits, which does not exist`;
  }
  if (compression !== 0 || filter !== 0 || 1 < interlace) {
    return `it has the unknown methods ${compression!}, ${filter!}, ${interlace}`;
  }
  if (width === 0 || height === 0 || 0x7fffffff < width || 0x7fffffff < height) {
    return `it has the impossible size ${width} × ${height}`;
  }
  return { width, height, depth, colorType, interlaced: interlace === 1 };
}

function misplaced(type: string): string {
  return `its chunk ${type} stands where it must not`;
}
