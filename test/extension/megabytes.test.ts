import { expect, it } from 'vitest';

import { clampedMegabytes } from '../../src/extension/megabytes';

const bounds = { smallest: 64, largest: 3500, usual: 1024 };

it.each([
  [256, 256],
  [1, 64],
  [-5, 64],
  [1e12, 3500],
  [Infinity, 3500],
  [100.7, 100],
  [NaN, 1024],
  ['256', 1024],
  [null, 1024],
  [undefined, 1024],
])('takes %j as %i megabytes', (setting, megabytes) => {
  expect(clampedMegabytes(setting, bounds)).toBe(megabytes * 2 ** 20);
});
