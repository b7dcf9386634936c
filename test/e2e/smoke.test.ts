import assert from 'node:assert/strict';
import * as vscode from 'vscode';

describe('Backstep in VS Code', () => {
  it('activates', async () => {
    const extension = vscode.extensions.getExtension('backstep.backstep');
    assert.ok(extension, 'the extension is installed');
    await extension.activate();
    assert.equal(extension.isActive, true);
  });

  it('knows network files by their name', async () => {
    const [folder] = vscode.workspace.workspaceFolders ?? [];
    assert.ok(folder, 'the examples are the open folder');
    const file = vscode.Uri.joinPath(folder.uri, 'two-moons.nn.jsonc');
    const document = await vscode.workspace.openTextDocument(file);
    assert.equal(document.languageId, 'backstep-network');
  });
});
