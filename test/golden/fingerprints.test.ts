/**
 * Golden fingerprints: five networks, 2,000 iterations, the same bits on every engine, today and tomorrow.
 *
 * A change of the arithmetic changes them, and only such a change may: it raises the version of the numerics and
 * stands in the changelog under Changed, with the first digits of the golden file's SHA-256.
 * `GOLDEN=write npx vitest run test/golden` writes the file anew.
 */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import * as esbuild from 'esbuild';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { nodeVersions, prepareNode } from '../../scripts/nodes.mjs';
import type { KernelBuild } from '../../src/network/spec';
import { numericsVersion } from '../../src/trainer/trace/numericsVersion';

const golden = 'test/golden/fingerprints.txt';
const iterations = 2000;
const networks = readdirSync('test/golden/networks').map((name) =>
  path.join('test/golden/networks', name),
);

let folder: string;
let program: string;

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'backstep-golden-'));
  program = path.join(folder, 'fingerprints.cjs');
  await esbuild.build({
    entryPoints: ['test/support/printFingerprints.ts'],
    outfile: program,
    bundle: true,
    platform: 'node',
    mainFields: ['module', 'main'],
    logLevel: 'warning',
  });
  if (process.env.GOLDEN === 'write') writeFileSync(golden, fingerprints());
});
afterAll(() => rmSync(folder, { recursive: true }));

interface Engine {
  readonly node?: string;
  readonly flags?: readonly string[];
  readonly kernels?: KernelBuild;
}

function fingerprints({
  node = process.execPath,
  flags = [],
  kernels = 'strict',
}: Engine = {}): string {
  const args = ['dist/kernels.wasm', kernels, String(iterations), ...networks];
  const printed = execFileSync(node, [...flags, program, ...args], { encoding: 'utf8' });
  return `numerics version ${numericsVersion}\n${printed}`;
}

/** Without the fingerprints, which have the name of the kernels in them: the networks and their bits. */
function bits(lines: string): readonly string[] {
  return lines.split('\n').map((line) => line.replace(/ [0-9a-f]{16} /, ' '));
}

describe('five networks have their golden fingerprints', () => {
  it('in this Node', () => {
    expect(fingerprints()).toBe(readFileSync(golden, 'utf8'));
  });

  it.each([
    ['without the optimizing compilers', ['--no-opt', '--liftoff-only']],
    ['without the baseline compiler', ['--no-liftoff', '--no-wasm-lazy-compilation']],
  ])('in this Node %s', (_, flags) => {
    expect(fingerprints({ flags })).toBe(readFileSync(golden, 'utf8'));
  });

  it.for(nodeVersions)(
    'in Node %s, with --no-opt and with turbo kernels too',
    { timeout: 120_000 },
    async (version, { skip }) => {
      const node = await prepareNode(version).catch((error: unknown) =>
        skip(`Node ${version} cannot be had here: ${String(error)}`),
      );
      const expected = readFileSync(golden, 'utf8');
      expect(fingerprints({ node })).toBe(expected);
      expect(fingerprints({ node, flags: ['--no-opt'] })).toBe(expected);
      expect(bits(fingerprints({ node, kernels: 'turbo' }))).toEqual(bits(expected));
    },
  );
});

it('the changelog names them under Changed', () => {
  const digest = createHash('sha256').update(readFileSync(golden)).digest('hex').slice(0, 8);
  const [, changed = ''] = readFileSync('CHANGELOG.md', 'utf8').split('### Changed');
  expect(changed.split('\n### ')[0]).toContain(
    `Numerics version ${numericsVersion}, golden fingerprints ${digest}`,
  );
});
