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
    // No form: the webview's sandbox does not let forms be submitted.
    <div class="number-editor">
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
            if (event.key !== 'Escape' && event.key !== 'Enter') return;
            event.preventDefault();
            event.stopPropagation();
            if (event.key === 'Enter') session.edit(target, event.currentTarget.value);
            else cancel();
          }}
        />
      </label>
    </div>
  );
}
