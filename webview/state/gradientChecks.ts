/** The gradient check as the panel shows it: not asked for, under way, or finished. */
import { signal } from '@preact/signals';
import type { ReadonlySignal } from '@preact/signals';

import type { GradientCheckReport, GradientCheckRow } from '../../src/protocol/gradientCheck';

export type GradientCheckState =
  | { readonly kind: 'none' }
  | { readonly kind: 'checking'; readonly rows: readonly GradientCheckRow[] }
  | { readonly kind: 'finished'; readonly report: GradientCheckReport };

export interface GradientChecks {
  readonly state: ReadonlySignal<GradientCheckState>;
  begin(): void;
  /** A row replaces the earlier one of the same parameter. */
  receive(row: GradientCheckRow): void;
  clear(): void;
}

/** `fetch` never rejects: undefined stands for no answer. */
export function createGradientChecks(
  fetch: () => Promise<GradientCheckReport | undefined>,
): GradientChecks {
  const state = signal<GradientCheckState>({ kind: 'none' });

  return {
    state,
    begin() {
      if (state.value.kind === 'checking') return;
      const begun: GradientCheckState = { kind: 'checking', rows: [] };
      state.value = begun;
      void fetch().then((report) => {
        if (state.value.kind !== 'checking') return;
        state.value = report ? { kind: 'finished', report } : { kind: 'none' };
      });
    },
    receive(row) {
      if (state.value.kind !== 'checking') return;
      const others = state.value.rows.filter(({ parameter }) => parameter !== row.parameter);
      state.value = { kind: 'checking', rows: [...others, row] };
    },
    clear() {
      state.value = { kind: 'none' };
    },
  };
}
