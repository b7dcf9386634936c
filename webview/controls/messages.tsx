/** What the panel says when there is no run, when it has ended, and what a movement had to tell. */
import type { VNode } from 'preact';

import { Icon } from './icon';
import { usePanel } from './panelContext';
import { Button, IconButton } from './toolkit';

export function EmptyState(): VNode {
  return (
    <main class="empty" aria-label="Backstep">
      <Icon name="debug-alt" />
      <h1>No run yet</h1>
      <p>
        Open a network file (<code>*.nn.jsonc</code>) and press <kbd>F5</kbd>.
      </p>
      <p class="hint">
        Training stops before its first instruction; then step forward and back from here.
      </p>
    </main>
  );
}

/** The panel was opened after the trainer had ended: there is nothing to show but the reason. */
export function EndedState(): VNode {
  return (
    <main class="empty" aria-label="Backstep">
      <EndedBanner />
    </main>
  );
}

export function EndedBanner(): VNode | null {
  const { session } = usePanel();
  const connection = session.store.connection.value;
  if (connection.kind !== 'ended') return null;
  return (
    <div class={`ended ${connection.crashed ? 'ended-crashed' : ''}`} role="alert">
      <Icon name={connection.crashed ? 'error' : 'debug-disconnect'} />
      <div class="ended-text">
        <strong>
          {connection.crashed ? 'The trainer stopped unexpectedly' : 'The run has ended'}
        </strong>
        <span>{connection.reason}</span>
      </div>
      <Button onPress={() => session.restart()}>Restart</Button>
    </div>
  );
}

export function NoticeBar(): VNode | null {
  const { store } = usePanel().session;
  const notice = store.notice.value;
  if (!notice) return null;
  const failed = notice.kind === 'failure';
  return (
    <div class={`notice notice-${notice.kind}`} role={failed ? 'alert' : 'status'}>
      <Icon name={failed ? 'error' : 'info'} />
      <span>{notice.text}</span>
      <IconButton
        icon="close"
        label="Dismiss"
        onPress={() => {
          store.notice.value = undefined;
        }}
      />
    </div>
  );
}
