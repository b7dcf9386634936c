/**
 * The extension: everything of Backstep that says `vscode`, wired together here and nowhere else.
 *
 * Activation only registers. A process is started by a debug session, by the first network file that is opened
 * (the language server, which reads nothing but open documents), and for a moment when a run was interrupted.
 */
import * as vscode from 'vscode';

import { createAdapterFactory } from './adapterFactory';
import { registerCommands } from './commands';
import { ConfigurationProvider } from './configurationProvider';
import { FollowedRuns } from './followedRuns';
import { InlineValueProvider } from './inlineValueProvider';
import { TensorNameProvider } from './tensorNameProvider';
import { startLanguageClient } from './languageClient';
import { InterruptedRuns } from './interruptedRuns';
import { networkLanguage } from './names';
import { PanelHost } from './panel/panelHost';
import { createPositionItem } from './positionItem';
import { registerSearchCommands } from './searchCommands';
import { registerValueCommands } from './valueCommands';

export function activate(context: vscode.ExtensionContext): void {
  const runs = new FollowedRuns();
  const storage = {
    trainerScript: context.asAbsolutePath('dist/trainer.js'),
    journalFolder: vscode.Uri.joinPath(context.globalStorageUri, 'journal').fsPath,
  };
  const interrupted = new InterruptedRuns(storage);
  const panel = new PanelHost(context.extensionUri, runs, interrupted);
  context.subscriptions.push(
    runs,
    interrupted,
    panel,
    vscode.debug.registerDebugAdapterDescriptorFactory(
      'backstep',
      createAdapterFactory({ runs, ...storage }),
    ),
    vscode.debug.registerDebugConfigurationProvider('backstep', new ConfigurationProvider()),
    vscode.languages.registerEvaluatableExpressionProvider(
      { language: networkLanguage },
      new TensorNameProvider(),
    ),
    vscode.languages.registerInlineValuesProvider(
      [{ language: networkLanguage }, { scheme: 'debug' }],
      new InlineValueProvider(),
    ),
    createPositionItem(runs),
    ...registerCommands(runs, panel),
    ...registerValueCommands(),
    ...registerSearchCommands(),
    startLanguageClient(context.asAbsolutePath('dist/language.js')),
  );
}
