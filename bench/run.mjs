/**
 * Measures what must be fast: `npm run bench -- --gemm` the matrix product.
 *
 * Figures belong to the machine they were measured on; what may be compared are the ratios.
 */
import process from 'node:process';

import { buildKernels } from '../scripts/kernels.mjs';
import { measureProducts } from './gemm.mjs';

const benches = { '--gemm': measureProducts };
const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !Object.hasOwn(benches, name));

if (asked.length === 0 || 0 < unknown.length) {
  console.error(`Say what to measure: ${Object.keys(benches).join(', ')}.`);
  process.exitCode = 2;
} else {
  await buildKernels();
  for (const name of asked) await benches[name]();
}
