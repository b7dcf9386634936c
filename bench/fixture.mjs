/**
 * A fixture: the numbers of one workload in one precision, as a folder that workers in every language can read.
 *
 * `fixture.json` says what to train and names the arrays; each array is a file of its numbers, little-endian and
 * row-major.
 */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';

import { makeArrays, networkText } from './workloads.mjs';

/** Writes it and returns its folder. */
export async function writeFixture(parent, { name, workload, precision }) {
  const folder = path.join(parent, `${name}-${precision}`);
  await mkdir(folder, { recursive: true });
  const arrays = makeArrays(workload);
  for (const { name, values } of arrays) {
    const numbers = precision === 'float64' ? values : Float32Array.from(values);
    await writeFile(path.join(folder, name), new Uint8Array(numbers.buffer));
  }
  const manifest = {
    ...workload,
    precision,
    network: networkText(workload, { precision }),
    arrays: arrays.map(({ name, shape }) => ({ name, shape })),
  };
  await writeFile(path.join(folder, 'fixture.json'), JSON.stringify(manifest));
  return folder;
}

/** What `fixture.json` says, with the arrays as `{ name: { shape, values } }`. */
export async function readFixture(folder) {
  const manifest = JSON.parse(await readFile(path.join(folder, 'fixture.json'), 'utf8'));
  const arrays = {};
  for (const { name, shape } of manifest.arrays) {
    const { buffer, byteOffset, byteLength } = await readFile(path.join(folder, name));
    const bytes = buffer.slice(byteOffset, byteOffset + byteLength);
    const values =
      manifest.precision === 'float64' ? new Float64Array(bytes) : new Float32Array(bytes);
    arrays[name] = { shape, values };
  }
  return { ...manifest, arrays };
}
