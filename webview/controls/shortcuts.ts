/**
 * The panel's keys. One table serves the listener and the tooltips.
 *
 * A key belongs to the panel only where the focused element has no use of its own for it.
 */
import type { PanelSession } from '../state/panelSession';

export interface Shortcut {
  readonly key: string;
  readonly shift?: true;
  /** As tooltips write it. */
  readonly text: string;
  readonly action: (session: PanelSession) => void;
}

export const shortcuts = {
  instructionBack: {
    key: ',',
    text: ',',
    action: ({ step }) => step('instruction', 'backward'),
  },
  instructionForward: {
    key: '.',
    text: '.',
    action: ({ step }) => step('instruction', 'forward'),
  },
  layerBack: { key: 'ArrowLeft', text: '←', action: ({ step }) => step('layer', 'backward') },
  layerForward: { key: 'ArrowRight', text: '→', action: ({ step }) => step('layer', 'forward') },
  iterationBack: {
    key: 'ArrowLeft',
    shift: true,
    text: 'Shift+←',
    action: ({ step }) => step('iteration', 'backward'),
  },
  iterationForward: {
    key: 'ArrowRight',
    shift: true,
    text: 'Shift+→',
    action: ({ step }) => step('iteration', 'forward'),
  },
  phaseBack: { key: '[', text: '[', action: ({ step }) => step('phase', 'backward') },
  phaseForward: { key: ']', text: ']', action: ({ step }) => step('phase', 'forward') },
  epochBack: { key: '{', shift: true, text: '{', action: ({ step }) => step('epoch', 'backward') },
  epochForward: {
    key: '}',
    shift: true,
    text: '}',
    action: ({ step }) => step('epoch', 'forward'),
  },
  runOrPause: {
    key: ' ',
    text: 'Space',
    action: (session) => {
      if (session.store.connection.value.kind === 'running') session.pause();
      else session.run('forward');
    },
  },
  clearSelection: { key: 'Escape', text: 'Escape', action: (session) => session.clearSelection() },
} satisfies Record<string, Shortcut>;

/** Listens on the page; keys that an element has handled already are left alone. */
export function listenToShortcuts(target: HTMLElement, session: PanelSession): void {
  target.addEventListener('keydown', (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
    if (belongsToElement(event)) return;
    const shortcut = Object.values<Shortcut>(shortcuts).find(
      ({ key, shift }) => key === event.key && (shift === true) === event.shiftKey,
    );
    if (shortcut === undefined) return;
    event.preventDefault();
    shortcut.action(session);
  });
}

/** Space presses what is focused, and lists move through their options. */
function belongsToElement({ key, target }: KeyboardEvent): boolean {
  if (!(target instanceof Element)) return false;
  if (target.closest('input, textarea, select, vscode-dropdown') !== null) return true;
  const isPressable = target.closest('button, a, vscode-button, vscode-checkbox') !== null;
  return key === ' ' && isPressable;
}
