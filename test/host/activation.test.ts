import assert from 'node:assert/strict';
import * as vscode from 'vscode';

describe('the extension', () => {
  it('is loaded from this repository', () => {
    const extension = vscode.extensions.getExtension('underhood.underhood');
    assert.ok(extension, 'VS Code does not know the extension');
    assert.equal(extension.packageJSON.name, 'underhood');
  });
});
