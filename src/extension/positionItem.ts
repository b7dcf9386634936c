/** The status bar's item: where the shown run stands. */
import * as vscode from 'vscode';

import type { FollowedRuns, ShownRun } from './followedRuns';

export function createPositionItem(runs: FollowedRuns): vscode.Disposable {
  const item = vscode.window.createStatusBarItem(
    'backstep.position',
    vscode.StatusBarAlignment.Left,
    10,
  );
  item.name = 'Backstep position';
  item.command = 'backstep.openPanel';
  let stopFollowing: (() => void) | undefined;

  function follow(): void {
    stopFollowing?.();
    const shown = runs.current;
    stopFollowing = shown?.run.onChange(() => update(item, shown));
    if (shown !== undefined) update(item, shown);
  }
  const subscription = runs.onDidChangeShown(follow);
  return vscode.Disposable.from(item, subscription, { dispose: () => stopFollowing?.() });
}

function update(item: vscode.StatusBarItem, { run }: ShownRun): void {
  const { state, report, description } = run;
  if (state.kind === 'ended') {
    item.hide();
    return;
  }
  const { iteration, instruction } = report.position;
  const name = description.instructions[instruction]?.name ?? 'end';
  item.text =
    state.kind === 'running' ? '$(sync~spin) Training' : `$(history) ${iteration}:${name}`;
  item.tooltip =
    state.kind === 'running'
      ? `${description.name} is training. Click for the panel.`
      : `${description.name}: iteration ${iteration} of ${description.iterations}, epoch ${report.epoch}. Click for the panel.`;
  item.show();
}
