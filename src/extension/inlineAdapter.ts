/** A debug session in the form in which VS Code runs it without a process or a port. */
import * as vscode from 'vscode';

import type { BackstepDebugSession } from '../adapter/session';

export class InlineAdapter extends vscode.Disposable implements vscode.DebugAdapter {
  readonly onDidSendMessage: vscode.Event<vscode.DebugProtocolMessage>;

  /** `ended` is called when VS Code needs the adapter no more. */
  constructor(
    private readonly session: BackstepDebugSession,
    ended: () => void,
  ) {
    const sent = new vscode.EventEmitter<vscode.DebugProtocolMessage>();
    super(() => {
      session.dispose();
      sent.dispose();
      ended();
    });
    this.onDidSendMessage = sent.event;
    session.onMessage((message) => sent.fire(message));
  }

  handleMessage(message: vscode.DebugProtocolMessage): void {
    this.session.receive(message);
  }
}
