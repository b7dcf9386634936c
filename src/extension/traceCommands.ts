/** Saving the shown run as a trace, and debugging a saved one. */
import path from 'node:path';
import * as vscode from 'vscode';

import type { FollowedRuns } from './followedRuns';
import { debugType } from './names';
import { withErrorShown } from './shownErrors';
import { isTrustedOrSaysWhy } from './trust';

const filters = { 'Backstep traces': ['nntrace'] };

/** Asks where to, and says where it is. */
export async function saveShownTrace(runs: FollowedRuns): Promise<void> {
  if (!isTrustedOrSaysWhy()) return;
  const run = runs.current?.run;
  if (run === undefined || run.state.kind === 'ended') {
    void vscode.window.showInformationMessage(
      'There is no run that could be saved. Open a network file and press F5.',
    );
    return;
  }
  const { file } = run.description;
  const name = path.basename(file).replace(/(\.nn\.jsonc|\.nntrace)$/, '');
  const defaultUri = vscode.Uri.file(path.join(path.dirname(file), `${name}.nntrace`));
  const target = await vscode.window.showSaveDialog({ defaultUri, filters, title: 'Save Trace' });
  if (target === undefined) return;
  await withErrorShown(async () => {
    await run.connection.trainer.request('saveTrace', { file: target.fsPath });
    void vscode.window.showInformationMessage(
      `The run is saved in ${path.basename(target.fsPath)}. Who has its data too can debug it from there.`,
    );
  });
}

/** `chosen` is absent when the command was not called on a file. */
export async function attachToTrace(chosen: vscode.Uri | undefined): Promise<void> {
  if (!isTrustedOrSaysWhy()) return;
  const uri = chosen ?? (await askForTrace());
  if (uri === undefined) return;
  await vscode.debug.startDebugging(vscode.workspace.getWorkspaceFolder(uri), {
    type: debugType,
    request: 'attach',
    name: `Debug ${path.basename(uri.fsPath)}`,
    trace: uri.fsPath,
  });
}

async function askForTrace(): Promise<vscode.Uri | undefined> {
  const chosen = await vscode.window.showOpenDialog({ filters, title: 'Debug Trace' });
  return chosen?.[0];
}
