/**
 * A part of the suite over sources in one of which a text has been replaced.
 *
 * esbuild bundles the test files themselves with all that they test, so whatever catches a fault here is a test
 * that the suite has.
 */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import vm from 'node:vm';

import * as esbuild from 'esbuild';

import { collectTests, firstFailure, type CollectedTest } from './collectedTests';

export interface Fault {
  /** Under `src`. */
  readonly file: string;
  /** Stands exactly once in the file; a space is any white space. */
  readonly text: string;
  readonly instead: string;
}

export interface MutatedSuite {
  /**
   * What fails first of the tests whose names have one of these texts in them, with this fault or without one;
   * nothing when all of them pass.
   */
  failure(names: readonly string[], fault?: Fault): Promise<string | undefined>;
  close(): Promise<void>;
}

/** `files` are test files under `test`, in the order in which they are asked. */
export async function openSuite(files: readonly string[]): Promise<MutatedSuite> {
  let present: Fault | undefined;
  const context = await esbuild.context({
    stdin: {
      contents: files.map((file) => `import './test/${file}.test';`).join('\n'),
      resolveDir: '.',
    },
    bundle: true,
    platform: 'node',
    format: 'cjs',
    packages: 'external',
    write: false,
    logLevel: 'silent',
    plugins: [
      {
        name: 'fault',
        setup(build) {
          // A bundle has no place of its own.
          build.onLoad({ filter: /\.test\.ts$/ }, ({ path: file }) => {
            const place = JSON.stringify(path.dirname(file));
            const source = readFileSync(file, 'utf8');
            return { contents: source.replaceAll('import.meta.dirname', place), loader: 'ts' };
          });
          build.onLoad({ filter: /\/src\/.*\.ts$/ }, ({ path: file }) => {
            if (present === undefined || file !== path.resolve('src', present.file)) return;
            return { contents: withFault(readFileSync(file, 'utf8'), present), loader: 'ts' };
          });
        },
      },
    ],
  });
  return {
    async failure(names, fault) {
      present = fault;
      const { outputFiles } = await context.rebuild();
      const tests = testsOf(outputFiles[0]!.text);
      const missing = names.filter((text) => !tests.some(({ name }) => name.includes(text)));
      if (missing.length > 0) throw new Error(`No test is named “${missing.join('” or “')}”`);
      return firstFailure(tests.filter(({ name }) => names.some((text) => name.includes(text))));
    },
    close: () => context.dispose(),
  };
}

function withFault(source: string, { file, text, instead }: Fault): string {
  const words = text.split(' ').map((word) => word.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&'));
  const [before, after, ...more] = source.split(new RegExp(words.join('\\s+')));
  if (before === undefined || after === undefined || more.length > 0) {
    throw new Error(`${file} does not have “${text}” exactly once`);
  }
  return before + instead + after;
}

function testsOf(bundle: string): readonly CollectedTest[] {
  const require = createRequire(path.resolve('test/suite.js')) as (name: string) => unknown;
  const script = new vm.Script(`(function (require, module, exports) {${bundle}\n})`);
  const run = script.runInThisContext() as (...scope: readonly unknown[]) => void;
  return collectTests((vitest) => {
    run((name: string) => (name === 'vitest' ? vitest : require(name)), { exports: {} }, {});
  });
}
