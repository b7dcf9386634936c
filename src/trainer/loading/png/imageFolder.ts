/**
 * Images and classes from a folder that holds one folder of PNG files per class.
 *
 * Classes are numbered in the order of their folders' names, compared character by character; images come
 * in the order of their files' names. Hidden files and files of other kinds are passed over and counted.
 */
import type { OptionPath } from '../../../network/optionPlace';
import type { ImageChannels } from '../../../network/dataSource';
import { DataError, type Place } from '../dataError';
import type { DataFiles, FolderEntry } from '../dataFiles';
import type { MemoryBudget } from '../memoryBudget';
import type { SourceTable } from '../sourceTable';
import { toChannels } from './channels';
import { parsePng, type PngImage } from './png';

export interface ImageFolder {
  /** As the network file spells it. */
  readonly path: string;
  readonly option: OptionPath;
  /** Absent: grey where all files are, color otherwise. */
  readonly channels?: ImageChannels;
}

export interface ImageFolderContext {
  readonly files: DataFiles;
  readonly memory: MemoryBudget;
  /** Told once, with what was passed over. */
  readonly note: (message: string, place: Place) => void;
}

export interface LabelledImages extends SourceTable {
  /** Names of the classes 0, 1, … */
  readonly classes: readonly string[];
  readonly channels: ImageChannels;
}

export const maximumImages = 50_000;

export async function readImageFolder(
  folder: ImageFolder,
  context: ImageFolderContext,
): Promise<LabelledImages> {
  const { path, option } = folder;
  const { files, note } = context;
  const listed = await files.list({ path, option });
  const place = { file: listed.folder };
  const isClass = ({ name, kind }: FolderEntry) => kind === 'folder' && !name.startsWith('.');
  const classes = listed.entries.filter(isClass).map(({ name }) => name);
  if (classes.length === 0) {
    const message = `${listed.folder} has no folders. Put the PNG images of each class into a folder of its own.`;
    throw new DataError(message, place);
  }
  let passedOver = listed.entries.length - classes.length;
  const images: FoundImage[] = [];
  for (const [target, name] of classes.entries()) {
    const inside = await files.list({ path: `${path}/${name}`, option });
    const pictures = inside.entries.filter(isPicture);
    passedOver += inside.entries.length - pictures.length;
    if (pictures.length === 0) {
      const message = `${inside.folder} has no PNG images among its ${inside.entries.length} entries. Add some, or remove the folder.`;
      throw new DataError(message, { file: inside.folder });
    }
    images.push(
      ...pictures.map((picture) => ({ target, path: `${path}/${name}/${picture.name}` })),
    );
    if (maximumImages < images.length) {
      const message = `${listed.folder} has more than ${maximumImages} images. Use fewer.`;
      throw new DataError(message, place);
    }
  }
  if (0 < passedOver) {
    const others = passedOver === 1 ? '1 entry that is' : `${passedOver} entries that are`;
    note(`${listed.folder} has ${others} no PNG image and no class; passed over.`, place);
  }
  return { ...(await readImages(images, folder, context)), classes };
}

interface FoundImage {
  readonly path: string;
  readonly target: number;
}

function isPicture({ name, kind }: FolderEntry): boolean {
  return kind === 'file' && !name.startsWith('.') && name.toLowerCase().endsWith('.png');
}

async function readImages(
  found: readonly FoundImage[],
  { option, channels: wanted }: ImageFolder,
  { files, memory }: ImageFolderContext,
): Promise<Omit<LabelledImages, 'classes'>> {
  const places: Place[] = [];
  const images: PngImage[] = [];
  for (const { path } of found) {
    const source = await files.read({ path, option });
    const image = parsePng(source, memory.scratch());
    memory.claim(image.pixels.length, `Reading ${source.file}`, { file: source.file });
    const { width, height } = images[0] ?? image;
    if (image.width !== width || image.height !== height) {
      const message =
        `${source.file} has ${image.width} × ${image.height} pixels, and the images before it have ` +
        `${width} × ${height}. Bring all images to one size.`;
      throw new DataError(message, { file: source.file });
    }
    images.push(image);
    places.push({ file: source.file });
  }
  const { width, height } = images[0]!;
  const hasColor = images.some(({ channels }) => channels === 3);
  const channels = wanted ?? (hasColor ? 'color' : 'grey');
  const depth = channels === 'color' ? 3 : 1;
  const features = depth * height * width;
  memory.claim(features * images.length, `Holding ${images.length} images`, places[0]!);
  const inputs = new Uint8Array(features * images.length);
  images.forEach((image, index) => {
    inputs.set(toChannels(image, channels), features * index);
  });
  return {
    count: images.length,
    features,
    inputShape: [depth, height, width],
    outputs: 1,
    inputs,
    targets: Uint16Array.from(found, ({ target }) => target),
    channels,
    placeOf: (sample) => places[sample]!,
  };
}
