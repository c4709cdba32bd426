import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { commands } from '../../src/commands/commands.ts';
import { activated } from './extension.ts';

describe('the commands', () => {
  it('are those of the manifest, of the table, and of VS Code', async () => {
    await activated();
    const { packageJSON } = vscode.extensions.getExtension('underhood.underhood')!;
    const contributed = packageJSON.contributes.commands.map(({ command }: { command: string }) => command).sort();
    const known = (await vscode.commands.getCommands()).filter((id) => id.startsWith('underhood.')).sort();
    // VS Code adds one for each view and panel of its own making.
    const registered = known.filter((id) => !/\.(focus|open|toggleVisibility|resetViewLocation|removeView)$/.test(id));
    assert.deepEqual(Object.keys(commands).sort(), contributed);
    assert.deepEqual(registered, contributed);
  });

  it('have keys that clash with none of VS Code’s', async () => {
    const { packageJSON } = vscode.extensions.getExtension('underhood.underhood')!;
    const defaults = await vscode.workspace.openTextDocument(
      vscode.Uri.parse('vscode://defaultsettings/keybindings.json'),
    );
    const bound = [...defaults.getText().matchAll(/"key": "([^"]+)",[\s\S]*?"command": "([^"]+)"/g)];
    assert.ok(bound.length > 500, 'VS Code tells its default keys');
    for (const { key } of packageJSON.contributes.keybindings) {
      const others = bound
        .filter(([, other, command]) => other === key && !command.startsWith('underhood.'))
        .map(([, , command]) => command);
      assert.deepEqual(others, [], `${key} is taken`);
    }
  });
});
