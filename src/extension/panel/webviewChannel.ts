/** The channel to a webview. */
import type * as vscode from 'vscode';

import type { PanelChannel } from './panelConversation';

export function createWebviewChannel(panel: vscode.WebviewPanel): PanelChannel {
  let delivery: PromiseLike<unknown> = Promise.resolve();
  let closed = false;
  panel.onDidDispose(() => {
    closed = true;
  });
  return {
    send(message) {
      if (!closed) delivery = panel.webview.postMessage(message);
    },
    onMessage(listener) {
      panel.webview.onDidReceiveMessage(listener);
    },
    onClose(listener) {
      panel.onDidDispose(() => listener('closed the panel'));
    },
    async delivered() {
      // A page that is gone has nothing to wait for.
      await Promise.resolve(delivery).catch(() => undefined);
    },
    isVisible: () => !closed && panel.visible,
  };
}
