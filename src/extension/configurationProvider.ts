/** Completes a launch configuration; F5 on a network file needs none. */
import * as vscode from 'vscode';

import { allowedConfiguration } from './launchConfiguration';
import { debugType, networkLanguage } from './names';
import { isTrustedOrSaysWhy } from './trust';

export class ConfigurationProvider implements vscode.DebugConfigurationProvider {
  resolveDebugConfiguration(
    _folder: vscode.WorkspaceFolder | undefined,
    configuration: vscode.DebugConfiguration,
  ): vscode.DebugConfiguration | undefined {
    if (!isTrustedOrSaysWhy()) return undefined;
    const allowed = allowedConfiguration(configuration);
    if (allowed.request === 'attach') return attachConfiguration(allowed);
    const program: unknown = allowed.program ?? openNetworkFile();
    if (typeof program === 'string') {
      return {
        // The panel tells more than the console, which would open over half of it.
        internalConsoleOptions: 'neverOpen',
        ...allowed,
        type: debugType,
        request: 'launch',
        name: configuration.name || 'Debug network',
        program,
      };
    }
    void vscode.window.showErrorMessage(
      'There is no network file to debug. Open a *.nn.jsonc file and press F5 again.',
    );
    return undefined;
  }
}

/** VS Code has checked nothing but the type of the debugger. */
function attachConfiguration(
  allowed: vscode.DebugConfiguration,
): vscode.DebugConfiguration | undefined {
  if (typeof allowed.trace === 'string') {
    const name = allowed.name || 'Debug trace';
    return { internalConsoleOptions: 'neverOpen', ...allowed, type: debugType, name };
  }
  void vscode.window.showErrorMessage(
    'The launch configuration names no trace. Set "trace" to the path of a *.nntrace file.',
  );
  return undefined;
}

function openNetworkFile(): string | undefined {
  const document = vscode.window.activeTextEditor?.document;
  if (document?.languageId !== networkLanguage || document.isUntitled) return undefined;
  return document.uri.fsPath;
}
