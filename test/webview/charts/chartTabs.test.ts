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

  it('case 61: draws no more curves of a family than can be told apart', () => {
    const tabs = chartTabs(Array.from({ length: 10_000 }, (_, layer) => `norm(dW${layer + 1})`));
    expect(tabs.map(({ names }) => [names.length, names[0], names.at(-1)])).toEqual([
      [64, 'norm(dW1)', 'norm(dW64)'],
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
