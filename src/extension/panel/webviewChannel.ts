/** The channel to a webview. */
import type * as vscode from 'vscode';

import type { PanelChannel } from './panelConversation';

export function createWebviewChannel(panel: vscode.WebviewPanel): PanelChannel {
  let closed = false;
  panel.onDidDispose(() => {
    closed = true;
  });
  return {
    send(message) {
      if (!closed) void panel.webview.postMessage(message);
    },
    onMessage(listener) {
      panel.webview.onDidReceiveMessage(listener);
    },
    onClose(listener) {
      panel.onDidDispose(() => listener('closed the panel'));
    },
    isVisible: () => !closed && panel.visible,
  };
}
