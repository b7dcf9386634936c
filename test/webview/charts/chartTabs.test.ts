import { describe, expect, it } from 'vitest';

import { chartTabs } from '../../../webview/charts/chartTabs';

describe('chartTabs', () => {
  it('puts the series of one family into one chart, gradients first', () => {
    const tabs = chartTabs(['J', 'norm(dW1)', 'accuracy', 'norm(dW2)']);
    expect(tabs.map(({ title, names, scale }) => [title, names.length, scale])).toEqual([
      ['gradient norm per layer', 2, 'logarithmic'],
      ['cost', 1, 'linear'],
      ['accuracy', 1, 'linear'],
    ]);
  });

  it('puts the splits into one chart for each of their numbers', () => {
    const tabs = chartTabs(['J', 'training J', 'training accuracy', 'test J', 'test accuracy']);
    expect(tabs.map(({ title, names }) => [title, names])).toEqual([
      ['cost', ['J']],
      ['accuracy', ['training accuracy', 'test accuracy']],
      ['cost of splits', ['training J', 'test J']],
    ]);
  });
});
