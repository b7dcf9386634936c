/** One matrix of an equation with its caption. */
import type { VNode } from 'preact';

import type { TensorDescription } from '../../src/protocol/run';
import { usePanel } from '../controls/panelContext';
import { Heatmap } from '../heatmap/heatmap';
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
  /** The side that meets the neighbor's in a product: `columns` of a left factor, `rows` of a right one. */
  readonly meets?: 'rows' | 'columns' | undefined;
}

export function TensorPicture({
  tensor,
  transposed,
  scale,
  state,
  meets,
}: TensorPictureProps): VNode {
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
          keys="cells"
          tensor={tensor}
          transposed={transposed}
          filled={filled}
          {...pictureSize(extent, scale)}
        />
      )}
      <figcaption>
        <Symbol name={tensor.name} transposed={transposed} />
        <Shape tensor={tensor} extent={extent} meets={meets} />
        {state !== 'read' && <span class="state">{state}</span>}
        {filled && slice && <span class="reduction">{reductionText(slice, layout)}</span>}
      </figcaption>
    </figure>
  );
}

/** `(16, 32)`, the side that meets the neighbor's marked. */
function Shape({
  tensor,
  extent,
  meets,
}: {
  readonly tensor: TensorDescription;
  readonly extent: { readonly rows: number; readonly columns: number };
  readonly meets: TensorPictureProps['meets'];
}): VNode {
  if (tensor.shape.length !== 2) return <span class="shape">{shapeText(tensor, 'columns')}</span>;
  return (
    <span class="shape">
      (<span class={meets === 'rows' ? 'shape-meets' : ''}>{extent.rows}</span>,{' '}
      <span class={meets === 'columns' ? 'shape-meets' : ''}>{extent.columns}</span>)
    </span>
  );
}
