/** What VS Code shows of a network file while nothing is debugged. */
import assert from 'node:assert/strict';
import * as vscode from 'vscode';

import { eventOf, exampleFile } from './harness/debugging';

describe('a network file in VS Code', () => {
  it('has its problems in the Problems view', async () => {
    const uri = vscode.Uri.joinPath(exampleFile('x'), '..', 'wrong.nn.jsonc');
    const text = '{ "layers": [{ "type": "dense", "units": -1 }] }\n';
    await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(text));
    await vscode.window.showTextDocument(uri);
    while (vscode.languages.getDiagnostics(uri).length === 0) {
      await eventOf(vscode.languages.onDidChangeDiagnostics, 'the problems of the file');
    }
    const messages = vscode.languages.getDiagnostics(uri).map(({ message }) => message);
    assert.ok(messages.some((message) => message.includes('units')));
  });

  // After the problems have come, the language server answers.
  it('explains on hover why the shapes of a layer fit', async () => {
    const document = await vscode.workspace.openTextDocument(exampleFile('two-moons.nn.jsonc'));
    await vscode.window.showTextDocument(document);
    const layer = document.positionAt(document.getText().indexOf('"dense"') + 2);
    const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
      'vscode.executeHoverProvider',
      document.uri,
      layer,
    );
    const text = hovers.flatMap(({ contents }) => contents.map(plainText)).join('\n');
    assert.match(text, /Z1 \(16, 32\) = W1 \(16, 2\) · /);
  });
});

function plainText(content: vscode.Hover['contents'][number]): string {
  return content instanceof vscode.MarkdownString ? content.value : JSON.stringify(content);
}
