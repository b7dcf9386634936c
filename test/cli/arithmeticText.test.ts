import { expect, it } from 'vitest';

import { arithmeticText } from '../../src/cli/arithmeticText';
import { testSpec } from '../support/runs';

const spec = testSpec({
  layers: [{ units: 1, activation: 'sigmoid' }],
  training: { precision: 'float32', kernels: 'turbo' },
});

it('tells the precision and the build of the kernels', () => {
  expect(arithmeticText({ spec, kernels: 'turbo' })).toBe('float32, turbo kernels');
});

it('tells why the kernels are not those that the file asks for', () => {
  const kernelNotice = 'The turbo kernels need V8 13 on x64.';
  expect(arithmeticText({ spec, kernels: 'strict', kernelNotice })).toBe(
    'float32, strict kernels. The turbo kernels need V8 13 on x64.',
  );
});
