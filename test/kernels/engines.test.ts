import { execFileSync } from 'node:child_process';

import { expect, it } from 'vitest';

/** What every kernel computes, from a fresh Node with some flags of V8. */
function kernelBits(...flags: readonly string[]): string {
  const program = [...flags, 'test/support/kernelBits.mjs'];
  return execFileSync(process.execPath, program, { encoding: 'utf8' });
}

it.each([
  ['the baseline compiler alone', ['--liftoff-only']],
  ['the optimizing compiler alone', ['--no-liftoff', '--no-wasm-lazy-compilation']],
  ['a processor without AVX', ['--no-enable-avx']],
  ['a processor without fused multiplication', ['--no-enable-fma3']],
])('case 42: computes the same bits with %s', (_engine, flags) => {
  expect(kernelBits(...flags)).toBe(kernelBits());
});
