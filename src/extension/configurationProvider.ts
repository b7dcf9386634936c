/** Completes a launch configuration; F5 on a network file needs none. */
import * as vscode from 'vscode';

import { allowedConfiguration, reasonNotOnDisk } from './launchConfiguration';
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
    const open = openNetworkFile();
    const program: unknown = allowed.program ?? open.file;
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
    void vscode.window.showErrorMessage(open.reason ?? noNetworkFile);
    return undefined;
  }
}

const noNetworkFile =
  'There is no network file to debug. Open a *.nn.jsonc file and press F5 again.';

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

/** The file in front, or why it is none to debug. */
function openNetworkFile(): { readonly file?: string; readonly reason?: string } {
  const document = vscode.window.activeTextEditor?.document;
  if (document?.languageId !== networkLanguage) return {};
  const reason = reasonNotOnDisk(document.uri);
  return reason === undefined ? { file: document.uri.fsPath } : { reason };
}
