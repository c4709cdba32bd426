const vscode = require('vscode');

// The yardstick of what a person waits for: the least that an extension with a webview does.

let count = 0;
/** @type {vscode.WebviewPanel | undefined} */
let panel;

/** Opens a webview with one number in it; afterwards it only changes the number. */
function show() {
  count += 1;
  if (panel) return panel.webview.postMessage(count);
  const place = { viewColumn: vscode.ViewColumn.Three, preserveFocus: true };
  panel = vscode.window.createWebviewPanel('emptyWebview', 'Empty', place, { enableScripts: true });
  panel.webview.html = `<!DOCTYPE html><p id="shown">${count}</p><script>
    addEventListener('message', ({ data }) => { document.querySelector('#shown').textContent = data; });
  </script>`;
}

/** @param {vscode.ExtensionContext} context */
exports.activate = ({ subscriptions }) => {
  subscriptions.push(vscode.commands.registerCommand('emptyWebview.show', show));
};
