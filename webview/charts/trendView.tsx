/** Curves over the iterations: gradient norm per layer, cost, and whatever else the trainer keeps. */
import type { VNode } from 'preact';
import { useEffect, useState } from 'preact/hooks';

import { usePanel } from '../controls/panelContext';
import { Section } from '../controls/section';

import { chartTabs } from './chartTabs';
import { LineChart } from './lineChart';

export function TrendView(): VNode {
  const { series, store } = usePanel().session;
  const tabs = chartTabs(series.names.value);
  const [chosen, setChosen] = useState('');
  const tab = tabs.find(({ title }) => title === chosen) ?? tabs[0];
  const names = tab?.names.join(' ') ?? '';
  useEffect(() => {
    series.show(tab?.names ?? []);
    return () => series.show([]);
  }, [series, names]);
  return (
    <Section title="Trend" name="trend">
      <div class="tabs" role="tablist" aria-label="Trend">
        {tabs.map(({ title }) => (
          <button
            key={title}
            type="button"
            role="tab"
            class="tab"
            aria-selected={title === tab?.title}
            aria-controls="trend-chart"
            onClick={() => setChosen(title)}
          >
            {title}
          </button>
        ))}
      </div>
      <div id="trend-chart" role="tabpanel" aria-label={tab?.title ?? 'Trend'}>
        {tab ? (
          <LineChart
            names={tab.names}
            scale={tab.scale}
            curves={series.curves.value}
            cursor={store.position.value?.iteration ?? 0}
          />
        ) : (
          <p class="hint">Curves appear when the first iteration is complete.</p>
        )}
      </div>
    </Section>
  );
}
