/** A small field for one number: Enter changes it, Escape leaves it as it is. */
import type { VNode } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';

import { usePanel } from '../controls/panelContext';

export interface NumberEditorProps {
  /** As the trainer reads it: `W1[0, 3]`, `learningRate`. */
  readonly target: string;
  /** As the panel shows it. */
  readonly name: string;
  readonly value: number | undefined;
}

export function NumberEditor({ target, name, value }: NumberEditorProps): VNode {
  const { session } = usePanel();
  const field = useRef<HTMLInputElement>(null);
  useLayoutEffect(() => {
    field.current?.focus();
    field.current?.select();
  }, [target]);
  const cancel = (): void => {
    session.store.editing.value = undefined;
  };
  return (
    <form
      class="number-editor"
      onSubmit={(event) => {
        event.preventDefault();
        if (field.current) session.edit(target, field.current.value);
      }}
    >
      <label>
        <span>{name} =</span>
        <input
          ref={field}
          type="text"
          inputMode="decimal"
          spellcheck={false}
          autoComplete="off"
          defaultValue={value === undefined ? '' : String(value)}
          aria-description="Enter changes the number and begins a branch, Escape leaves it as it is."
          onBlur={cancel}
          onKeyDown={(event) => {
            if (event.key !== 'Escape') return;
            event.preventDefault();
            event.stopPropagation();
            cancel();
          }}
        />
      </label>
    </form>
  );
}
