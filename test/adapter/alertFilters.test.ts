import { expect, it } from 'vitest';

import { alertFilters } from '../../src/adapter/alertFilters';
import { alertRules } from '../../src/core';

it('offers a check box for each rule of the trainer, and for nothing else', () => {
  expect(alertFilters.map(({ filter }) => filter)).toEqual(alertRules.map(({ id }) => id));
});
