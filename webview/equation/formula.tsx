/** An instruction typeset as the notes write it: `dW[2] = 1/m · dZ[2] · A[1]ᵀ` with raised brackets. */
import type { VNode } from 'preact';

import type { InstructionDescription } from '../../src/protocol/run';
import { usePanel } from '../controls/panelContext';
import { readFormula } from '../run/reading';
import type { Layout } from '../run/reading';
import { parseTensorName } from '../run/tensorName';

export function Formula({
  instruction,
  layout,
}: {
  readonly instruction: InstructionDescription;
  readonly layout: Layout;
}): VNode {
  const { writes, formula } = instruction;
  return (
    <div class="formula">
      {writes.map((name, index) => (
        <>
          {index > 0 ? ', ' : ''}
          <Symbol name={name} />
        </>
      ))}
      <span class="formula-equals"> = </span>
      {readFormula(formula, layout).map((token, index, tokens) => {
        if (typeof token === 'string') return <FormulaText text={token} />;
        const after = tokens[index + 1];
        const name = <Symbol name={token.tensor} transposed={token.transposed === true} />;
        // dW[2]² would read as a number: (dW[2])² it is.
        return typeof after === 'string' && after.startsWith('²') ? <>({name})</> : name;
      })}
    </div>
  );
}

/** The shapes of an instruction; the trainer writes them for samples as columns only. */
export function Shapes({
  instruction,
}: {
  readonly instruction: InstructionDescription;
}): VNode | null {
  const { layout } = usePanel().session.store;
  if (layout.value === 'rows') return null;
  return <div class="shapes">{instruction.shapes}</div>;
}

/** A tensor's name with its layer raised: `dW` and `[2]`. */
export function Symbol({
  name,
  transposed = false,
}: {
  readonly name: string;
  readonly transposed?: boolean;
}): VNode {
  const { symbol, layer } = parseTensorName(name);
  const raised = `${layer === undefined ? '' : `[${layer}]`}${transposed ? '⊤' : ''}`;
  return (
    <span class="symbol">
      <var>{symbol}</var>
      {raised && <sup>{raised}</sup>}
    </span>
  );
}

/** Plain text of a formula, with `1/m` as a small fraction. */
export function FormulaText({ text }: { readonly text: string }): VNode {
  const parts = text.split(/(1\/m)/);
  return (
    <span class="formula-text">{parts.map((part) => (part === '1/m' ? <OneOverM /> : part))}</span>
  );
}

function OneOverM(): VNode {
  return (
    <span class="fraction">
      <sup>1</sup>⁄<sub>m</sub>
    </span>
  );
}
