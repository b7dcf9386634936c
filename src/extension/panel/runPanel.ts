/**
 * One panel: a webview beside the network file that shows one run, and how that run has ended.
 *
 * It opens without taking the focus. When its run has ended it is free for another one. One that VS Code opens again
 * after it was closed shows what it showed last; nothing runs until the user says so.
 */
import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';

import type { ShownRun } from '../followedRuns';
import { readSettings } from '../settings';
import { panelType } from '../names';
import { isTrustedOrSaysWhy } from '../trust';
import { saveValue } from '../valueCommands';
import { PanelConversation } from './panelConversation';
import { panelPage } from './panelPage';
import { createWebviewChannel } from './webviewChannel';

export interface RestoredPanel {
  readonly panel: vscode.WebviewPanel;
  /** Goes on with the run that was interrupted, if there is one. */
  resume(): Promise<void>;
}

export class RunPanel implements vscode.Disposable {
  private readonly files: vscode.Uri;
  private readonly panel: vscode.WebviewPanel;
  private readonly conversation: PanelConversation;
  private shown: ShownRun | undefined;
  private isDisposed = false;

  constructor(
    extensionUri: vscode.Uri,
    private readonly restored?: RestoredPanel,
  ) {
    const files = vscode.Uri.joinPath(extensionUri, 'dist', 'webview');
    this.files = files;
    const panel = restored?.panel ?? createPanel();
    panel.webview.options = {
      enableScripts: true,
      enableForms: false,
      enableCommandUris: false,
      localResourceRoots: [files],
    };
    panel.iconPath = vscode.Uri.joinPath(extensionUri, 'media', 'icon.svg');
    this.panel = panel;
    this.conversation = new PanelConversation(createWebviewChannel(panel), {
      shownRun: () => this.shown?.run,
      stateWithoutRun: () => (restored === undefined ? { kind: 'idle' } : wasClosed),
      settings: readSettings,
      reveal: (layer) => void this.revealLine(layer),
      restart: () => void this.restart(),
      copy: (text) => void vscode.env.clipboard.writeText(text),
      save: (tensor) => void (this.shown && saveValue(this.shown.session, tensor)),
      offerReload: (reason) => void this.offerReload(reason),
    });
    panel.onDidDispose(() => {
      this.isDisposed = true;
      this.conversation.close();
    });
    this.loadPage();
  }

  /** Whether another run may take it. */
  get isFree(): boolean {
    return this.shown === undefined || this.shown.run.state.kind === 'ended';
  }

  shows(run: ShownRun): boolean {
    return this.shown === run;
  }

  /** With a title that tells it from other panels, when there are any. */
  show(run: ShownRun, title: string): void {
    this.shown = run;
    this.panel.title = title;
    this.refresh();
  }

  /** Draws everything anew, as after a change of the settings. */
  refresh(): void {
    this.conversation.followShown();
  }

  /** Brings it to the front; the focus stays where it is. */
  reveal(): void {
    if (!this.panel.visible) this.panel.reveal(undefined, true);
  }

  onDidDispose(listener: () => void): void {
    this.panel.onDidDispose(listener);
  }

  dispose(): void {
    this.panel.dispose();
  }

  /** Also when there is a page already: it begins anew. */
  private loadPage(): void {
    const { webview } = this.panel;
    const uriOf = (file: string): string =>
      webview.asWebviewUri(vscode.Uri.joinPath(this.files, file)).toString();
    webview.html = panelPage({
      scriptUri: uriOf('panel.js'),
      styleUri: uriOf('panel.css'),
      cspSource: webview.cspSource,
      nonce: randomBytes(16).toString('base64'),
    });
  }

  private async offerReload(reason: string): Promise<void> {
    const reload = 'Reload the Panel';
    const answer = await vscode.window.showWarningMessage(reason, reload);
    if (answer === reload && !this.isDisposed) this.loadPage();
  }

  private async revealLine(layer: number): Promise<void> {
    const description = this.shown?.run.description;
    // A trace without its network file has no line to show.
    if (description === undefined || description.file.endsWith('.nntrace')) return;
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

  /** Begins again; after a crash the run goes on from where it stood, by its journal. */
  private async restart(): Promise<void> {
    if (!isTrustedOrSaysWhy()) return;
    if (this.shown === undefined) {
      await this.restored?.resume();
      return;
    }
    const { session, run } = this.shown;
    const crashed = run.state.kind === 'ended' && run.state.crashed;
    await vscode.debug.startDebugging(session.workspaceFolder, {
      ...session.configuration,
      resume: crashed ? session.id : undefined,
      startAt: crashed ? run.report.position : undefined,
    });
  }
}

/** What VS Code has opened again, without what was being debugged. */
const wasClosed = {
  kind: 'ended',
  reason: 'The window was closed or loaded anew. This is what it showed last.',
  crashed: false,
} as const;

function createPanel(): vscode.WebviewPanel {
  const place = { viewColumn: vscode.ViewColumn.Beside, preserveFocus: true };
  // A hidden panel keeps its place in the run; progress is not sent to it meanwhile.
  const options = { retainContextWhenHidden: true };
  return vscode.window.createWebviewPanel(panelType, 'Backstep', place, options);
}
