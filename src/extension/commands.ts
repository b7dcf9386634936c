/** Backstep's commands, as the palette, the keys and the buttons call them. */
import * as vscode from 'vscode';

import { describeGradientCheckRow } from '../adapter/gradientCheckText';
import type { GradientCheckReport } from '../protocol/gradientCheck';
import { activeSessionOrSaysWhy } from './activeSession';
import type { FollowedRun } from './followedRun';
import type { FollowedRuns } from './followedRuns';
import { debugType } from './names';
import type { PanelHost } from './panel/panelHost';
import { stepCommands } from './steps';
import { attachToTrace, saveShownTrace } from './traceCommands';
import { isTrustedOrSaysWhy } from './trust';

export function registerCommands(runs: FollowedRuns, panel: PanelHost): vscode.Disposable[] {
  const register = (command: string, action: (...args: never[]) => unknown) =>
    vscode.commands.registerCommand(command, action);
  return [
    register('backstep.debug', (target?: vscode.Uri | string) => debug(target)),
    register('backstep.openPanel', () => panel.show()),
    register('backstep.checkGradients', () => checkGradientsOfShown(runs, panel)),
    register('backstep.saveTrace', () => saveShownTrace(runs)),
    register('backstep.attach', (trace?: vscode.Uri) => attachToTrace(trace)),
    // VS Code has these two without an entry in the palette and without a key.
    register('backstep.stepBack', () =>
      vscode.commands.executeCommand('workbench.action.debug.stepBack'),
    ),
    register('backstep.reverseContinue', () =>
      vscode.commands.executeCommand('workbench.action.debug.reverseContinue'),
    ),
    ...stepCommands.map(({ command, granularity, direction }) =>
      register(command, () => step({ granularity, direction, count: 1 })),
    ),
  ];
}

/** A code lens gives the address of its file as text. */
async function debug(target: vscode.Uri | string | undefined): Promise<void> {
  if (!isTrustedOrSaysWhy()) return;
  const given = typeof target === 'string' ? vscode.Uri.parse(target) : target;
  const uri = given ?? vscode.window.activeTextEditor?.document.uri;
  await vscode.debug.startDebugging(uri && vscode.workspace.getWorkspaceFolder(uri), {
    type: debugType,
    request: 'launch',
    name: 'Debug network',
    ...(uri !== undefined && { program: uri.fsPath }),
  });
}

async function step(params: object): Promise<void> {
  await activeSessionOrSaysWhy()?.customRequest('backstep/step', params);
}

async function checkGradientsOfShown(runs: FollowedRuns, panel: PanelHost): Promise<void> {
  if (!isTrustedOrSaysWhy()) return;
  const run = runs.current?.run;
  if (run === undefined || run.state.kind === 'ended') {
    void vscode.window.showInformationMessage(
      'There is no run whose gradients could be checked. Open a network file and press F5.',
    );
    return;
  }
  panel.show();
  const report = await checkWithProgress(run);
  const message = verdictText(report);
  if (report.verdict === 'wrong') void vscode.window.showErrorMessage(message);
  else void vscode.window.showInformationMessage(message);
}

async function checkWithProgress(run: FollowedRun): Promise<GradientCheckReport> {
  const { trainer } = run.connection;
  const options = {
    location: vscode.ProgressLocation.Notification,
    title: 'Checking gradients',
    cancellable: true,
  };
  return vscode.window.withProgress(options, async (progress, token) => {
    token.onCancellationRequested(() => void trainer.request('pause', {}));
    const stopListening = trainer.on('gradientCheckRow', (row) =>
      progress.report({ message: describeGradientCheckRow(row) }),
    );
    try {
      return await trainer.request('checkGradients', {});
    } finally {
      stopListening();
    }
  });
}

function verdictText({ verdict, cancelled, rows }: GradientCheckReport): string {
  if (cancelled)
    return 'The gradient check was cancelled. The rows that are complete are in the panel.';
  const suspects = rows
    .filter((row) => row.verdict !== 'correct')
    .map(({ parameter }) => parameter);
  switch (verdict) {
    case 'correct':
      return `The gradients of all ${rows.length} parameters are correct.`;
    case 'wrong':
      return `A gradient is wrong. Look at ${suspects.join(', ')} in the panel.`;
    case 'look':
    case 'kink':
      return `Some gradients deserve a look: ${suspects.join(', ')}. The panel says why.`;
    default:
      return verdict satisfies never;
  }
}
