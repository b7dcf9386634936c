/** Why a number is what it is: its terms, largest first, each of which can be followed to its own cells. */
import { Fragment } from 'preact';
import type { VNode } from 'preact';
import { useState } from 'preact/hooks';

import type { Explanation } from '../../src/protocol/explanation';
import type { CellReference } from '../../src/protocol/tensors';
import { usePanel } from '../controls/panelContext';
import { Section } from '../controls/section';
import { cellName } from '../run/cellText';
import { formatCount, formatNumber } from '../text/formatNumber';

import { termRows } from './termRows';

const fewTerms = 6;

export function WhyView(): VNode {
  const { explanations } = usePanel().session;
  const answer = explanations.answer.value;
  return (
    <Section title="Why this number" name="why">
      <Trail />
      {answer === undefined && (
        <p class="hint">Click a cell of any picture to see the terms it is made of.</p>
      )}
      {answer?.kind === 'unavailable' && <p class="hint">{answer.reason}</p>}
      {answer?.kind === 'explained' && <Terms explanation={answer.explanation} />}
    </Section>
  );
}

/** The way from the first cell to the explained one; each step leads back. */
function Trail(): VNode | null {
  const { explanations, store } = usePanel().session;
  const trail = explanations.trail.value;
  const layout = store.layout.value;
  if (trail.length < 2) return null;
  return (
    <nav class="trail" aria-label="Cells followed">
      {trail.map((cell, index) => (
        <Fragment key={index}>
          {index > 0 && <span aria-hidden="true"> › </span>}
          {index < trail.length - 1 ? (
            <button type="button" class="link" onClick={() => explanations.returnTo(index)}>
              {cellName(cell.tensor, cell, layout)}
            </button>
          ) : (
            <span aria-current="true">{cellName(cell.tensor, cell, layout)}</span>
          )}
        </Fragment>
      ))}
    </nav>
  );
}

function Terms({ explanation }: { readonly explanation: Explanation }): VNode {
  const { store } = usePanel().session;
  const [all, setAll] = useState(false);
  const { cell, formula, terms, values } = explanation;
  const { shown, rest } = termRows(explanation, all ? terms.length : fewTerms);
  return (
    <>
      <div class="why-value">
        {cellName(cell.tensor, cell, store.layout.value)} = {formatNumber(values[0] ?? NaN)}
      </div>
      <div class="why-formula">{formula}</div>
      <table class="numbers terms">
        <caption class="only-spoken">Terms, largest first</caption>
        <tbody>
          {shown.map(({ term, value }) => (
            <tr key={term.label}>
              <th scope="row">
                <Sources sources={term.sources} label={term.label} />
                <div class="term-text">{term.text}</div>
              </th>
              <td>{formatNumber(value)}</td>
            </tr>
          ))}
          {rest.count > 0 && (
            <tr class="dim">
              <th scope="row">{formatCount(rest.count)} smaller terms</th>
              <td>{formatNumber(rest.sum)}</td>
            </tr>
          )}
        </tbody>
      </table>
      {terms.length > fewTerms && (
        <button type="button" class="link" aria-expanded={all} onClick={() => setAll(!all)}>
          {all ? 'Show the largest only' : `Show all ${formatCount(terms.length)} terms`}
        </button>
      )}
    </>
  );
}

/** Links to the cells a term is made of; its label where there are none. */
function Sources({
  sources,
  label,
}: {
  readonly sources: readonly CellReference[];
  readonly label: string;
}): VNode {
  const { explanations, store } = usePanel().session;
  if (sources.length === 0) return <span>{label}</span>;
  return (
    <>
      {sources.map((source, index) => {
        const name = cellName(source.tensor, source, store.layout.value);
        return (
          <Fragment key={name}>
            {index > 0 && ' · '}
            <button
              type="button"
              class="link"
              title={`Where does ${name} come from?`}
              onClick={() => explanations.follow(source)}
            >
              {name}
            </button>
          </Fragment>
        );
      })}
    </>
  );
}
