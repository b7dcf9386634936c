/** Changing one number of the selected tensor: the selected cell, or the only one there is. */
import type { VNode } from 'preact';

import type { TensorDescription } from '../../src/protocol/run';
import { usePanel } from '../controls/panelContext';
import { IconButton } from '../controls/toolkit';
import { elementText } from '../heatmap/beginEdit';
import { cellName, valueAt } from '../run/cellText';
import { formatNumber } from '../text/formatNumber';

import { NumberEditor } from './numberEditor';

export function CellEditor({ tensor }: { readonly tensor: TensorDescription }): VNode | null {
  const { store, slices } = usePanel().session;
  const isSingle = tensor.rows * tensor.columns === 1;
  const cell = store.selection.value?.cell ?? (isSingle ? { row: 0, column: 0 } : undefined);
  if (cell === undefined) return null;
  const slice = slices.of(tensor.name).value;
  const isExact = slice?.rowsPerCell === 1 && slice.columnsPerCell === 1;
  const value = isExact ? valueAt(slice, cell) : undefined;
  const target = isSingle ? tensor.name : elementText(tensor.name, cell);
  const name = isSingle ? tensor.name : cellName(tensor.name, cell, store.layout.value);
  if (store.editing.value === target) {
    return <NumberEditor target={target} name={name} value={value} />;
  }
  return (
    <div class="cell-value">
      <span>
        {name}
        {value !== undefined && ` = ${formatNumber(value)}`}
      </span>
      <IconButton
        icon="edit"
        label={`Change ${name}`}
        disabled={store.connection.value.kind !== 'stopped'}
        onPress={() => {
          store.editing.value = target;
        }}
      />
    </div>
  );
}
