import { expect, it } from 'vitest';

import { loadKernels } from '../../src/trainer/kernels';

const chooseKernels = loadKernels('dist/kernels.wasm');

it('gives strict kernels when they are wanted, without a reason', () => {
  expect(chooseKernels('strict')).toMatchObject({ build: 'strict' });
  expect(chooseKernels('strict')).not.toHaveProperty('reason');
});

it.each(['relaxed', 'turbo'] as const)(
  'gives %s kernels, or strict ones with a reason',
  (wanted) => {
    const { build, reason, instantiate } = chooseKernels(wanted);
    expect([build, typeof reason]).toEqual(
      build === wanted ? [wanted, 'undefined'] : ['strict', 'string'],
    );
    const { memory, tanh } = instantiate();
    expect(memory.buffer.byteLength).toBeGreaterThan(0);
    expect(tanh(0)).toBe(0);
  },
);

it('compiles and tests each build once', () => {
  expect(chooseKernels('turbo')).toBe(chooseKernels('turbo'));
});

it('gives each machine a memory of its own', () => {
  const { instantiate } = chooseKernels('turbo');
  expect(instantiate().memory).not.toBe(instantiate().memory);
});
