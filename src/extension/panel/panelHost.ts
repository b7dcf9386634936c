/**
 * The Backstep panel: a webview beside the network file, one for the window.
 *
 * It opens with a session without taking the focus, shows the run of the active session, and stays when that
 * has ended, to say how.
 */
import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';

import type { FollowedRuns } from '../followedRuns';
import { readSettings } from '../settings';
import { isTrustedOrSaysWhy } from '../trust';
import { PanelConversation } from './panelConversation';
import { panelPage } from './panelPage';
import { createWebviewChannel } from './webviewChannel';

export class PanelHost implements vscode.Disposable {
  private readonly subscriptions: vscode.Disposable[];
  private panel: vscode.WebviewPanel | undefined;
  private conversation: PanelConversation | undefined;

  constructor(
    private readonly extensionUri: vscode.Uri,
    private readonly runs: FollowedRuns,
  ) {
    this.subscriptions = [
      runs.onDidBegin(() => this.show()),
      runs.onDidChangeShown(() => this.conversation?.followShown()),
      vscode.workspace.onDidChangeConfiguration((change) => {
        if (change.affectsConfiguration('backstep.layout')) this.conversation?.followShown();
      }),
    ];
  }

  /** Opens the panel, or brings it to the front; the focus stays where it is. */
  show(): void {
    if (this.panel === undefined) this.open();
    else if (!this.panel.visible) this.panel.reveal(undefined, true);
  }

  dispose(): void {
    for (const subscription of this.subscriptions) subscription.dispose();
    this.panel?.dispose();
  }

  private open(): void {
    const files = vscode.Uri.joinPath(this.extensionUri, 'dist', 'webview');
    const place = { viewColumn: vscode.ViewColumn.Beside, preserveFocus: true };
    const panel = vscode.window.createWebviewPanel('backstep.panel', 'Backstep', place, {
      enableScripts: true,
      enableForms: false,
      enableCommandUris: false,
      localResourceRoots: [files],
      // A hidden panel keeps its place in the run; progress is not sent to it meanwhile.
      retainContextWhenHidden: true,
    });
    panel.iconPath = vscode.Uri.joinPath(this.extensionUri, 'media', 'icon.svg');
    const channel = createWebviewChannel(panel);
    const conversation = new PanelConversation(channel, {
      shownRun: () => this.runs.current?.run,
      settings: readSettings,
      reveal: (layer) => void this.reveal(layer),
      restart: () => void this.restart(),
      copy: (text) => void vscode.env.clipboard.writeText(text),
    });
    panel.onDidDispose(() => {
      conversation.close();
      this.panel = undefined;
      this.conversation = undefined;
    });
    this.panel = panel;
    this.conversation = conversation;
    panel.webview.html = panelPage({
      scriptUri: panel.webview.asWebviewUri(vscode.Uri.joinPath(files, 'panel.js')).toString(),
      styleUri: panel.webview.asWebviewUri(vscode.Uri.joinPath(files, 'panel.css')).toString(),
      cspSource: panel.webview.cspSource,
      nonce: randomBytes(16).toString('base64'),
    });
  }

  private async reveal(layer: number): Promise<void> {
    const description = this.runs.current?.run.description;
    if (description === undefined) return;
    const line =
      description.layers.find((candidate) => candidate.layer === layer)?.line ??
      description.lines.training;
    const document = await vscode.workspace.openTextDocument(description.file);
    const shown = vscode.window.visibleTextEditors.find((editor) => editor.document === document);
    const start = new vscode.Position(line, 0);
    await vscode.window.showTextDocument(document, {
      viewColumn: shown?.viewColumn ?? vscode.ViewColumn.One,
      selection: new vscode.Range(start, start),
    });
  }

  /** Begins again; after a crash the run goes on from where it stood, which gives the same numbers. */
  private async restart(): Promise<void> {
    const shown = this.runs.current;
    if (shown === undefined || !isTrustedOrSaysWhy()) return;
    const { session, run } = shown;
    const crashed = run.state.kind === 'ended' && run.state.crashed;
    await vscode.debug.startDebugging(session.workspaceFolder, {
      ...session.configuration,
      startAt: crashed ? run.report.position : undefined,
    });
  }
}
