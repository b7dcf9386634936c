import v8 from 'node:v8';

import { describe, expect, it } from 'vitest';

import type { KernelBuild } from '../../src/network/spec';
import { loadKernels, type ChooseKernels } from '../../src/trainer/kernels';
import { openRun } from '../../src/trainer/run';
import { chooseKernels } from '../support/runs';
import { converse, load, networkText, type Conversation } from './conversation';

// Node 20 knows relaxed SIMD only by this flag.
v8.setFlagsFromString('--experimental-wasm-relaxed-simd');
const newestEngine = loadKernels('dist/kernels.wasm');

const place = {
  file: '/lessons/test.nn.jsonc',
  roots: [],
  memoryBudgetBytes: 2 ** 28,
  keyframeBudgetBytes: 2 ** 22,
};

/** An engine that knows the strict kernels alone. */
const oldEngine: ChooseKernels = (wanted) => {
  const strict = chooseKernels('strict');
  return wanted === 'strict' ? strict : { ...strict, reason: `There are no ${wanted} kernels.` };
};

/** `"kernels"` stands on the third line. */
function textWith(kernels: KernelBuild): string {
  const text = networkText().replace('"training":{', `\n"training":{\n"kernels":"${kernels}",`);
  expect(text.split('\n')[2]).toContain('"kernels"');
  return text;
}

describe('the kernels that a network file asks for', () => {
  it.each(['strict', 'relaxed'] as const)(
    'are in use when they are %s and there',
    async (build) => {
      const result = await load(converse(newestEngine), textWith(build));
      expect(result).toMatchObject({ kind: 'loaded', run: { kernels: build } });
      expect(result).not.toHaveProperty('report.notice');
    },
  );

  it('are strict when the file says nothing', async () => {
    expect(await load(converse())).toMatchObject({ run: { kernels: 'strict' } });
  });

  it('are refused at their line when they are relaxed and not there', async () => {
    expect(await load(converse(oldEngine), textWith('relaxed'))).toEqual({
      kind: 'refused',
      problems: [
        {
          file: '/lessons/test.nn.jsonc',
          line: 3,
          column: 11,
          message: 'There are no relaxed kernels. Choose "strict", or run on a newer engine.',
        },
      ],
    });
  });

  it('give way to strict ones, which is said, when they are turbo and not there', async () => {
    const result = await load(converse(oldEngine), textWith('turbo'));
    expect(result).toMatchObject({
      kind: 'loaded',
      run: { kernels: 'strict' },
      report: {
        notice:
          'There are no turbo kernels. This run uses the strict kernels, which have the same bits.',
      },
    });
  });

  it('have their name in the fingerprint, also where the bits are the same', async () => {
    const named: ChooseKernels = (build) => ({ ...chooseKernels('strict'), build });
    const fingerprints = await Promise.all(
      (['strict', 'relaxed', 'turbo'] as const).map(async (build) => {
        const opened = await openRun({ ...place, text: textWith(build), chooseKernels: named });
        if (opened.kind === 'refused') throw new Error(opened.problems[0]?.message);
        return opened.run.machine.fingerprint();
      }),
    );
    expect(new Set(fingerprints).size).toBe(3);
  });

  it('decide the bits, except turbo', async () => {
    const costs = async (build: KernelBuild) => {
      const { trainer } = await loaded(newestEngine, build);
      await trainer.request('seek', { position: { iteration: 11, instruction: 0 } });
      const window = { firstIteration: 0, iterations: 11, buckets: 11 };
      const { series } = await trainer.request('series', { names: ['J'], ...window });
      return [...series[0]!.values];
    };
    const strict = await costs('strict');
    const relaxed = await costs('relaxed');
    expect(strict.length).toBeGreaterThanOrEqual(11);
    expect(await costs('turbo')).toEqual(strict);
    expect(relaxed).not.toEqual(strict);
    relaxed.forEach((cost, index) => expect(cost).toBeCloseTo(strict[index]!, 10));
  });
});

async function loaded(choose: ChooseKernels, build: KernelBuild): Promise<Conversation> {
  const conversation = converse(choose);
  await load(conversation, textWith(build));
  return conversation;
}
