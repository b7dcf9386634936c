/** The gradient check: analytic against numerical, one row for each parameter as it is done. */
import type { VNode } from 'preact';

import type { GradientCheckRow, GradientVerdict } from '../../src/protocol/gradientCheck';
import { Icon } from '../controls/icon';
import { usePanel } from '../controls/panelContext';
import { Section } from '../controls/section';
import { Button, ProgressRing } from '../controls/toolkit';
import { cellName } from '../run/cellText';
import { formatCount, formatNumber } from '../text/formatNumber';

/** A verdict is told by an icon and a word, never by color alone. */
const verdicts: Record<GradientVerdict, { readonly icon: string; readonly word: string }> = {
  correct: { icon: 'pass', word: 'correct' },
  look: { icon: 'eye', word: 'look at it' },
  wrong: { icon: 'error', word: 'wrong' },
  kink: { icon: 'question', word: 'at a kink' },
};

export function GradientCheckView(): VNode {
  const { session } = usePanel();
  const state = session.gradientChecks.state.value;
  const stopped = session.store.connection.value.kind === 'stopped';
  return (
    <Section title="Gradient check" name="gradient-check">
      {state.kind === 'none' && (
        <p class="hint">
          Compares every gradient with the slope of the cost, measured numerically.
        </p>
      )}
      {state.kind === 'checking' && <Rows rows={state.rows} />}
      {state.kind === 'finished' && (
        <>
          <Rows rows={state.report.rows} />
          <p class="verdict" role="status">
            {state.report.cancelled ? (
              'Cancelled: the rows above are what was checked.'
            ) : (
              <>
                All parameters: <Verdict verdict={state.report.verdict} />, relative error{' '}
                {formatNumber(state.report.values[0] ?? NaN)}
              </>
            )}
          </p>
        </>
      )}
      {state.kind === 'checking' ? (
        <div class="checking">
          <ProgressRing />
          <Button appearance="secondary" onPress={() => session.pause()}>
            Cancel
          </Button>
        </div>
      ) : (
        <Button
          appearance="secondary"
          disabled={!stopped}
          onPress={() => session.gradientChecks.begin()}
        >
          Check gradients
        </Button>
      )}
    </Section>
  );
}

function Rows({ rows }: { readonly rows: readonly GradientCheckRow[] }): VNode | null {
  if (rows.length === 0) return null;
  return (
    <table class="numbers gradient-rows">
      <thead>
        <tr>
          <th scope="col">parameter</th>
          <th scope="col">relative error</th>
          <th scope="col">verdict</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.parameter} title={worstText(row)}>
            <th scope="row">{row.parameter}</th>
            <td>{formatNumber(row.values[0] ?? NaN)}</td>
            <td>
              {row.complete ? (
                <Verdict verdict={row.verdict} />
              ) : (
                `${formatCount(row.checked)} of ${formatCount(row.total)}`
              )}
              {row.kinks > 0 && <span class="dim"> {formatCount(row.kinks)} kinks</span>}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Verdict({ verdict }: { readonly verdict: GradientVerdict }): VNode {
  const { icon, word } = verdicts[verdict];
  return (
    <span class={`verdict-${verdict}`}>
      <Icon name={icon} /> {word}
    </span>
  );
}

function worstText({ parameter, values }: GradientCheckRow): string {
  const [, row = 0, column = 0, analytic = NaN, numerical = NaN] = values;
  const cell = cellName(parameter, { row, column }, 'columns');
  return `Worst entry ${cell}: analytic ${formatNumber(analytic)}, numerical ${formatNumber(numerical)}`;
}
