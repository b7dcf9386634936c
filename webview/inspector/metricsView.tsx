/** The latest evaluation of each split: its numbers, and class by class what was right and what was taken for what. */
import type { VNode } from 'preact';
import { useState } from 'preact/hooks';

import type { ClassMetrics, SplitMetrics } from '../../src/protocol/metrics';
import { usePanel } from '../controls/panelContext';
import { Section } from '../controls/section';
import { formatCount, formatNumber } from '../text/formatNumber';

export function MetricsView(): VNode | null {
  const { metrics } = usePanel().session;
  const splits = metrics.splits.value;
  const [chosen, setChosen] = useState('validation');
  if (splits.length === 0) return null;
  const withClasses = splits.filter(({ classes }) => classes !== undefined);
  const shown = withClasses.find(({ split }) => split === chosen) ?? withClasses[0];
  return (
    <Section title="Metrics" name="metrics">
      <SplitTable splits={splits} />
      {1 < withClasses.length && (
        <div class="tabs" role="tablist" aria-label="Split whose classes are shown">
          {withClasses.map(({ split }) => (
            <button
              key={split}
              type="button"
              role="tab"
              class="tab"
              aria-selected={split === shown?.split}
              aria-controls="metrics-classes"
              onClick={() => setChosen(split)}
            >
              {split}
            </button>
          ))}
        </div>
      )}
      {shown?.classes && (
        <div
          id="metrics-classes"
          role="tabpanel"
          aria-label={`Classes of the ${shown.split} split`}
        >
          <ClassTable split={shown.split} classes={shown.classes} />
        </div>
      )}
    </Section>
  );
}

const measures: Readonly<Record<SplitMetrics['measure'], string>> = {
  accuracy: 'accuracy',
  meanAbsoluteError: 'mean absolute error',
};

function SplitTable({ splits }: { readonly splits: readonly SplitMetrics[] }): VNode {
  return (
    <table class="numbers">
      <thead>
        <tr>
          <th scope="col">split</th>
          <th scope="col">after iteration</th>
          <th scope="col">cost</th>
          <th scope="col">{measures[splits[0]?.measure ?? 'accuracy']}</th>
        </tr>
      </thead>
      <tbody>
        {splits.map(({ split, iteration, measure, values: [cost = NaN, value = NaN] }) => (
          <tr key={split}>
            <th scope="row">{split}</th>
            <td>{formatCount(iteration)}</td>
            <td>{formatNumber(cost)}</td>
            <td>{measure === 'accuracy' ? percentText(value) : formatNumber(value)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** The rows are what samples are, the columns what they were taken for; right ones stand on the diagonal. */
function ClassTable({
  split,
  classes: { samples, right, confusion },
}: {
  readonly split: string;
  readonly classes: ClassMetrics;
}): VNode {
  const all = Array.from(samples, (_, index) => index);
  return (
    <div class="confusion" tabIndex={0} role="group" aria-label={`Classes of the ${split} split`}>
      <table class="numbers">
        <thead>
          <tr>
            <th scope="col">class</th>
            {confusion &&
              all.map((index) => (
                <th key={index} scope="col" title={`taken for class ${index}`}>
                  {index}
                </th>
              ))}
            <th scope="col">right</th>
          </tr>
        </thead>
        <tbody>
          {all.map((row) => (
            <tr key={row}>
              <th scope="row">{row}</th>
              {confusion &&
                all.map((column) => (
                  <td key={column} class={row === column ? 'confusion-right' : ''}>
                    {formatCount(confusion[row * samples.length + column] ?? 0)}
                  </td>
                ))}
              <td title={`${formatCount(right[row] ?? 0)} of ${formatCount(samples[row] ?? 0)}`}>
                {percentText((right[row] ?? 0) / (samples[row] ?? 0))}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** Of no sample there is no share. */
function percentText(share: number): string {
  return Number.isNaN(share) ? '–' : `${(100 * share).toFixed(1)} %`;
}
