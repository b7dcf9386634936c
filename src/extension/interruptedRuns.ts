/**
 * Runs that were interrupted, as by a window that was loaded anew or an extension host that crashed: they are
 * offered once to the window that they belong to, and go on only when the user says so.
 *
 * Looking costs the extension host the names in one folder. When there is something, a trainer process reads it.
 */
import { readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import * as vscode from 'vscode';

import { forkTrainer } from '../adapter/trainerConnection';
import type { InterruptedRun } from '../protocol/loading';
import { type Offer, offersOf } from './interruptedOffers';
import { debugType } from './names';

export interface Storage {
  readonly trainerScript: string;
  /** Where runs are written down as they go on; the extension's own, for all windows. */
  readonly journalFolder: string;
}

export class InterruptedRuns implements vscode.Disposable {
  private readonly subscription: vscode.Disposable;
  private isDisposed = false;

  constructor(private readonly storage: Storage) {
    // Nothing of a folder is looked at before it is trusted.
    this.subscription = vscode.workspace.onDidGrantWorkspaceTrust(() => void this.offer());
    if (vscode.workspace.isTrusted) void this.offer();
  }

  /** Goes on with the latest; false when there is none. */
  async resumeLatest(): Promise<boolean> {
    const [latest] = (await this.find()).filter(({ obstacle }) => obstacle === undefined);
    return latest !== undefined && resume(latest);
  }

  dispose(): void {
    this.isDisposed = true;
    this.subscription.dispose();
  }

  private async offer(): Promise<void> {
    for (const offer of offersOf(await this.find())) {
      if (!this.isDisposed) void show(offer);
    }
  }

  /** Those of this window, the latest first. */
  private async find(): Promise<readonly InterruptedRun[]> {
    const { trainerScript, journalFolder } = this.storage;
    const names = await readdir(journalFolder).catch(() => []);
    if (!names.some((name) => name.endsWith('.nnjournal'))) return [];
    const { trainer, close } = forkTrainer(trainerScript, { cwd: path.dirname(trainerScript) });
    try {
      const { runs } = await trainer.request('interruptedRuns', { folder: journalFolder });
      return runs.filter(({ file }) => isOfThisWindow(vscode.Uri.file(file)));
    } catch {
      // Whatever kept the trainer from answering, the next session will tell.
      return [];
    } finally {
      close();
    }
  }
}

/** Journals of all windows lie in one folder. A file belongs to its workspace, or to where it is open. */
function isOfThisWindow(uri: vscode.Uri): boolean {
  if (vscode.workspace.getWorkspaceFolder(uri) !== undefined) return true;
  const tabs = vscode.window.tabGroups.all.flatMap((group) => group.tabs);
  return tabs.some(
    ({ input }) => input instanceof vscode.TabInputText && input.uri.fsPath === uri.fsPath,
  );
}

async function show({ run, journals, text, discard }: Offer): Promise<void> {
  const ways = run.obstacle === undefined ? ['Resume', discard] : [discard];
  const answer = await vscode.window.showInformationMessage(text, ...ways);
  if (answer === 'Resume') await resume(run);
  if (answer === discard) for (const journal of journals) await rm(journal, { force: true });
}

/** The session stands where the run stood, with its branches; VS Code has kept the breakpoints. */
async function resume({ file, session }: InterruptedRun): Promise<boolean> {
  const name = path.basename(file);
  const way = name.endsWith('.nntrace')
    ? { request: 'attach', trace: file }
    : { request: 'launch', program: file };
  return vscode.debug.startDebugging(vscode.workspace.getWorkspaceFolder(vscode.Uri.file(file)), {
    type: debugType,
    name: `Debug ${name}`,
    ...way,
    resume: session,
  });
}
