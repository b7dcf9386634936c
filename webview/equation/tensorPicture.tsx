/** One matrix of an equation with its caption. */
import type { VNode } from 'preact';

import type { TensorDescription } from '../../src/protocol/run';
import { usePanel } from '../controls/panelContext';
import { Heatmap } from '../painting/heatmap';
import { shapeText, shown } from '../run/reading';
import { formatNumber } from '../text/formatNumber';

import { pictureSize } from './equationScale';
import { Symbol } from './formula';
import { reductionText } from './reductionText';

export interface TensorPictureProps {
  readonly tensor: TensorDescription;
  readonly transposed: boolean;
  readonly scale: number;
  readonly state: 'read' | 'about to be written' | 'about to be replaced' | 'just written';
}

export function TensorPicture({ tensor, transposed, scale, state }: TensorPictureProps): VNode {
  const { session } = usePanel();
  const layout = session.store.layout.value;
  const filled = state !== 'about to be written';
  const slice = session.slices.of(tensor.name).value;
  const size = shown(tensor, layout);
  const extent = transposed ? { rows: size.columns, columns: size.rows } : size;
  const single = tensor.rows * tensor.columns === 1;
  const value = filled ? slice?.values?.[0] : undefined;
  return (
    <figure class={`picture ${state === 'read' ? '' : 'picture-changing'}`}>
      {single ? (
        <div class="scalar">{value === undefined ? '?' : formatNumber(value)}</div>
      ) : (
        <Heatmap
          tensor={tensor}
          transposed={transposed}
          filled={filled}
          {...pictureSize(extent, scale)}
        />
      )}
      <figcaption>
        <Symbol name={tensor.name} transposed={transposed} />
        <span class="shape">{transposed ? turnedShape(extent) : shapeText(tensor, layout)}</span>
        {state !== 'read' && <span class="state">{state}</span>}
        {filled && slice && <span class="reduction">{reductionText(slice, layout)}</span>}
      </figcaption>
    </figure>
  );
}

function turnedShape({
  rows,
  columns,
}: {
  readonly rows: number;
  readonly columns: number;
}): string {
  return `(${rows}, ${columns})`;
}
