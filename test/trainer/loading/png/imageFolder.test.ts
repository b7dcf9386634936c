import { cpSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import { describe, expect, it } from 'vitest';

import {
  dataFiles,
  type DataFiles,
  type FolderEntry,
} from '../../../../src/trainer/loading/dataFiles';
import { memoryBudget } from '../../../../src/trainer/loading/memoryBudget';
import { networkFile } from '../../../../src/trainer/loading/networkFile';
import { readImageFolder } from '../../../../src/trainer/loading/png/imageFolder';
import { temporaryFolder } from '../../../support/temporaryFolder';
import expected from '../../../fixtures/png/expected.json';

const home = temporaryFolder();
const fixtures = path.join(import.meta.dirname, '../../../fixtures/png');

type Picture = Exclude<keyof typeof expected, 'luminance'>;

/** Makes the folder: PNG fixtures by the path at which they are to be found. */
function folderOf(name: string, files: Readonly<Record<string, Picture>>): string {
  for (const [target, picture] of Object.entries(files)) {
    mkdirSync(path.join(home, name, path.dirname(target)), { recursive: true });
    cpSync(path.join(fixtures, `${picture}.png`), path.join(home, name, target));
  }
  return name;
}

async function read(folder: string, channels?: 'grey' | 'color') {
  const notes: string[] = [];
  const memory = memoryBudget(1_000_000);
  const network = networkFile(path.join(home, 'net.nn.jsonc'), undefined);
  const files = dataFiles({ network, roots: [], memory });
  const note = (message: string) => void notes.push(message);
  const table = await readImageFolder(
    { path: folder, option: ['data', 'path'], ...(channels && { channels }) },
    { files, memory, note },
  );
  return { ...table, notes };
}

describe('readImageFolder', () => {
  it('numbers the classes by their names, and takes the images in order', async () => {
    const folder = folderOf('letters', {
      'b/2.png': 'grey8',
      'b/1.PNG': 'grey4',
      'B/x.png': 'grey2',
      'a/x.png': 'grey16',
    });
    const table = await read(folder);
    expect(table.classes).toEqual(['B', 'a', 'b']);
    expect([...table.targets]).toEqual([0, 1, 2, 2]);
    expect(table).toMatchObject({ count: 4, features: 99, inputShape: [1, 11, 9], notes: [] });
    const pictures = ['grey2', 'grey16', 'grey4', 'grey8'] as const;
    expect([...table.inputs]).toEqual(pictures.flatMap((picture) => expected[picture].pixels));
    expect(table.placeOf(2).file).toBe(path.join(home, 'letters', 'b', '1.PNG'));
  });

  it('has three channels when one image has color, or as it is told', async () => {
    const folder = folderOf('mixed', { 'a/grey.png': 'grey8', 'b/color.png': 'rgb8' });
    const { grey8, rgb8 } = expected;
    const plane = (channel: number) => rgb8.pixels.filter((_, place) => place % 3 === channel);
    const mixed = await read(folder);
    expect(mixed).toMatchObject({ features: 297, inputShape: [3, 11, 9], channels: 'color' });
    expect([...mixed.inputs]).toEqual([
      ...[grey8, grey8, grey8].flatMap(({ pixels }) => pixels),
      ...[0, 1, 2].flatMap(plane),
    ]);
    expect(await read(folder, 'grey')).toMatchObject({ features: 99, channels: 'grey' });
  });

  it('case 112: passes over what is no image and says how much', async () => {
    const folder = folderOf('littered', { 'a/1.png': 'grey8', 'a/.hidden.png': 'grey8' });
    writeFileSync(path.join(home, 'littered', '.DS_Store'), '');
    writeFileSync(path.join(home, 'littered', 'a', 'notes.txt'), '');
    mkdirSync(path.join(home, 'littered', 'a', 'folder.png'));
    mkdirSync(path.join(home, 'littered', '.git'));
    const table = await read(folder);
    expect(table.count).toBe(1);
    expect(table.notes).toEqual([
      `${path.join(home, 'littered')} has 5 entries that are no PNG image and no class; passed over.`,
    ]);
  });

  it('cases 112, 113: refuses a PNG name without a PNG image, images of two sizes, and classes without images', async () => {
    folderOf('text', { 'a/1.png': 'grey8' });
    writeFileSync(path.join(home, 'text', 'a', '2.png'), 'GIF89a');
    await expect(read('text')).rejects.toThrow('2.png: it is no PNG file');
    await expect(
      read(folderOf('sizes', { 'a/1.png': 'grey8', 'b/1.png': 'pillow' })),
    ).rejects.toThrow('has 16 × 16 pixels, and the images before it have 9 × 11');
    folderOf('empty', { 'a/1.png': 'grey8' });
    mkdirSync(path.join(home, 'empty', 'b'));
    await expect(read('empty')).rejects.toThrow('has no PNG images among its 0 entries');
    mkdirSync(path.join(home, 'flat'));
    await expect(read('flat')).rejects.toThrow('has no folders');
  });

  describe('case 112: a folder of very many images', () => {
    const bytes = readFileSync(path.join(fixtures, 'single.png'));
    const picturesOf = (count: number): readonly FolderEntry[] =>
      Array.from({ length: count }, (_, index) => ({ name: `${index}.png`, kind: 'file' }));
    /** One class whose images are all the same. */
    const readMany = (count: number) => {
      const files: DataFiles = {
        read: ({ path: file }) => Promise.resolve({ file, bytes }),
        stream: () => expect.fail('Images are read whole.'),
        list: ({ path: folder }) => {
          const entries =
            folder === 'many' ? [{ name: 'a', kind: 'folder' as const }] : picturesOf(count);
          return Promise.resolve({ folder, entries });
        },
      };
      const memory = memoryBudget(1_000_000);
      return readImageFolder(
        { path: 'many', option: ['data', 'path'] },
        { files, memory, note: () => undefined },
      );
    };

    it('has 50,000 at most, all of which are read', async () => {
      const { count, inputs, placeOf } = await readMany(50_000);
      expect([count, inputs.length, placeOf(49_999).file]).toEqual([
        50_000,
        50_000,
        'many/a/49999.png',
      ]);
    });

    it('is refused with one more, before any is read', async () => {
      await expect(readMany(50_001)).rejects.toThrow('many has more than 50000 images. Use fewer.');
    });
  });

  it('refuses a folder that is none, that is missing, or that lies outside', async () => {
    folderOf('whole', { 'a/1.png': 'grey8' });
    await expect(read('whole/a/1.png')).rejects.toThrow(
      'cannot be listed: a part of its path is not a folder',
    );
    await expect(read('Whole')).rejects.toThrow('Did you mean "whole"?');
    await expect(read('../whole')).rejects.toThrow('is refused');
    symlinkSync('/', path.join(home, 'root'));
    await expect(read('root/etc')).rejects.toThrow('a link leads out');
    symlinkSync('/etc/passwd', path.join(home, 'whole', 'a', '2.png'));
    await expect(read('whole')).rejects.toThrow('a link leads out');
  });
});
