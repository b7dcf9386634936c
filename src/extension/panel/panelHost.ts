/**
 * The panels of the window: one for each run that is being debugged.
 *
 * A run takes a panel that is free, so that one session after the other uses the same; while several run at
 * once each keeps its own, and stays in it to the end.
 */
import * as vscode from 'vscode';

import type { FollowedRuns, ShownRun } from '../followedRuns';
import type { InterruptedRuns } from '../interruptedRuns';
import { panelType } from '../names';
import { RunPanel } from './runPanel';

export class PanelHost implements vscode.Disposable, vscode.WebviewPanelSerializer {
  private readonly panels = new Set<RunPanel>();
  private readonly subscriptions: vscode.Disposable[];

  constructor(
    private readonly extensionUri: vscode.Uri,
    private readonly runs: FollowedRuns,
    private readonly interrupted: InterruptedRuns,
  ) {
    this.subscriptions = [
      vscode.window.registerWebviewPanelSerializer(panelType, this),
      runs.onDidBegin((begun) => this.showRun(begun)),
      vscode.workspace.onDidChangeConfiguration((change) => {
        if (!change.affectsConfiguration('backstep.layout')) return;
        for (const panel of this.panels) panel.refresh();
      }),
    ];
  }

  /** The panel of the active session's run, in front; the focus stays where it is. */
  show(): void {
    const { current } = this.runs;
    if (current === undefined) this.freePanel().reveal();
    else this.showRun(current);
  }

  /** VS Code opens a panel again that was open when its window was closed. What its page has kept is not looked at. */
  deserializeWebviewPanel(panel: vscode.WebviewPanel): Promise<void> {
    this.add(new RunPanel(this.extensionUri, { panel, resume: () => this.resume() }));
    return Promise.resolve();
  }

  dispose(): void {
    for (const each of [...this.subscriptions, ...this.panels]) each.dispose();
  }

  private showRun(run: ShownRun): void {
    const own = [...this.panels].find((panel) => panel.shows(run));
    const panel = own ?? this.freePanel();
    if (own === undefined) {
      panel.show(
        run,
        this.panels.size === 1 ? 'Backstep' : `Backstep: ${run.run.description.name}`,
      );
    }
    panel.reveal();
  }

  private freePanel(): RunPanel {
    const free = [...this.panels].find(({ isFree }) => isFree);
    if (free !== undefined) return free;
    return this.add(new RunPanel(this.extensionUri));
  }

  private add(panel: RunPanel): RunPanel {
    this.panels.add(panel);
    panel.onDidDispose(() => this.panels.delete(panel));
    return panel;
  }

  private async resume(): Promise<void> {
    if (await this.interrupted.resumeLatest()) return;
    void vscode.window.showInformationMessage(
      'There is no run to go on with. Open a network file and press F5.',
    );
  }
}
