/** The ways back to where the selected tensor was written, and where its selected number changed. */
import type { VNode } from 'preact';

import type { RunDescription, TensorDescription } from '../../src/protocol/run';
import { usePanel } from '../controls/panelContext';
import { IconButton } from '../controls/toolkit';
import { cellName } from '../run/cellText';

export interface LastChangesProps {
  readonly run: RunDescription;
  readonly tensor: TensorDescription;
}

export function LastChanges({ run, tensor }: LastChangesProps): VNode | null {
  const { session } = usePanel();
  const { store } = session;
  const { name } = tensor;
  if (!run.instructions.some(({ writes }) => writes.includes(name))) return null;
  const isSingle = tensor.rows * tensor.columns === 1;
  const cell = store.selection.value?.cell ?? (isSingle ? { row: 0, column: 0 } : undefined);
  const disabled = store.connection.value.kind !== 'stopped';
  return (
    <span class="last-changes" role="group" aria-label={`The past of ${name}`}>
      <IconButton
        icon="history"
        label={`Go to the last write of ${name}`}
        disabled={disabled}
        onPress={() => session.lastWrite(name)}
      />
      {cell && (
        <IconButton
          icon="arrow-circle-left"
          label={`Go to the previous change of ${isSingle ? name : cellName(name, cell, store.layout.value)}`}
          disabled={disabled}
          onPress={() => session.lastChange({ tensor: name, ...cell })}
        />
      )}
    </span>
  );
}
