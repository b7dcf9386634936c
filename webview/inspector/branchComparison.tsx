/** The selected tensor beside itself at the same position of another branch: the difference, and how large it is. */
import type { VNode } from 'preact';
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';

import type { ComparisonResult } from '../../src/protocol/branches';
import type { TensorDescription } from '../../src/protocol/run';
import type { MatrixSlice } from '../../src/protocol/tensors';
import { usePanel } from '../controls/panelContext';
import { Dropdown } from '../controls/toolkit';
import { equationScale, pictureSize } from '../equation/equationScale';
import { scaleFor } from '../painting/colorScale';
import { paintHeatmap } from '../painting/paintHeatmap';
import { prepareSurface } from '../painting/surface';
import { shown } from '../run/reading';
import { formatCount, formatNumber } from '../text/formatNumber';

import { NumbersTable } from './numbersTable';

const mostCells = 4096;
const nobody = 'none';

export interface BranchComparisonProps {
  readonly tensor: TensorDescription;
  /** CSS pixels. */
  readonly width: number;
}

export function BranchComparison({ tensor, width }: BranchComparisonProps): VNode | null {
  const { branches } = usePanel().session;
  const others = branches.branches.value.filter(({ isInUse }) => !isInUse);
  const { name, rows, columns } = tensor;
  useEffect(() => {
    branches.show({
      tensor: name,
      firstRow: 0,
      firstColumn: 0,
      rows,
      columns,
      maximumCells: mostCells,
    });
    return () => branches.show(undefined);
  }, [branches, name, rows, columns]);
  if (others.length === 0) return null;
  const comparison = branches.comparison.value;
  const compared = branches.compared.value;
  return (
    <div class="comparison">
      <label class="comparison-choice">
        Compare with
        <Dropdown
          label={`Compare ${name} with another branch`}
          value={compared === undefined ? nobody : String(compared)}
          options={[
            { value: nobody, text: 'no branch' },
            ...others.map(({ id }) => ({ value: String(id), text: `branch ${id}` })),
          ]}
          onChange={(value) => branches.compareWith(value === nobody ? undefined : Number(value))}
        />
      </label>
      {comparison?.kind === 'unavailable' && <p class="hint">{comparison.reason}</p>}
      {comparison?.kind === 'compared' && comparison.difference.tensor === name && (
        <>
          <Difference tensor={tensor} slice={comparison.difference} width={width} />
          <ComparisonNumbers comparison={comparison} />
        </>
      )}
    </div>
  );
}

function Difference({
  tensor,
  slice,
  width,
}: BranchComparisonProps & { readonly slice: MatrixSlice }): VNode | null {
  const { session, frames, theme } = usePanel();
  const canvas = useRef<HTMLCanvasElement>(null);
  const layout = session.store.layout.value;
  const colors = theme.value;
  const size = shown(tensor, layout);
  const scale = equationScale([{ ...size, captionWidth: 0 }], { width, height: 200 });
  const picture = pictureSize(size, scale);
  const geometry = {
    rows: tensor.rows,
    columns: tensor.columns,
    transposed: layout === 'rows',
    ...picture,
  };
  useLayoutEffect(() => {
    const element = canvas.current;
    if (!element) return;
    frames.schedule(element, () => {
      const surface = prepareSurface(element, geometry);
      if (!surface) return;
      paintHeatmap(surface, { slice, geometry, scale: scaleFor(tensor, slice), theme: colors });
    });
  }, [slice, colors, layout, picture.width, picture.height]);
  if (tensor.rows * tensor.columns === 1) return null;
  return (
    <span
      class="heatmap"
      role="img"
      aria-label={`Difference of ${tensor.name} between the branches`}
      style={{ width: `${picture.width}px`, height: `${picture.height}px` }}
    >
      <canvas ref={canvas} aria-hidden="true" />
    </span>
  );
}

function ComparisonNumbers({
  comparison,
}: {
  readonly comparison: Extract<ComparisonResult, { kind: 'compared' }>;
}): VNode {
  const [largest = NaN, norm = NaN, here = NaN, there = NaN] = comparison.values;
  return (
    <NumbersTable
      rows={[
        { name: 'different numbers', text: formatCount(comparison.different) },
        { name: 'largest difference', text: formatNumber(largest) },
        { name: 'norm of the difference', text: formatNumber(norm) },
        { name: 'norm here · there', text: `${formatNumber(here)} · ${formatNumber(there)}` },
      ]}
    />
  );
}
