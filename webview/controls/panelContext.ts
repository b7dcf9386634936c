/** What every view of the panel works with. */
import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { ReadonlySignal } from '@preact/signals';

import type { Frames } from '../painting/frames';
import type { Theme } from '../painting/theme';
import type { PanelSession } from '../state/panelSession';

export interface PanelEnvironment {
  readonly session: PanelSession;
  readonly frames: Frames;
  readonly theme: ReadonlySignal<Theme>;
}

export const PanelContext = createContext<PanelEnvironment | undefined>(undefined);

export function usePanel(): PanelEnvironment {
  const panel = useContext(PanelContext);
  if (panel === undefined) throw new Error('A view was drawn outside of the panel.');
  return panel;
}
