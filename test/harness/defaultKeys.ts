import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { launchBrowser } from './browser.ts';
import type { DefaultKeys, System } from './contributionRules.ts';
import { root } from './paths.ts';
// node --import tsx test/harness/defaultKeys.ts: writes down which keys VS Code itself binds on each system, as its own list of
import { runScript } from './runScript.ts';
import { startVscode } from './vscode.ts';
import { LOADING, workbenchAddress } from './workbench.ts';

// default keybindings has them, into test/fixtures/keys. In a browser VS Code goes by what that says of the system.

const userAgents: Readonly<Record<System, string>> = {
  linux: 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36',
  mac: 'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36',
  win: 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36',
};

/** Runs inside the extension host, where no extension of ours is. */
const script = (file: string) => `
const vscode = require('vscode');
exports.run = async () => {
  const document = await vscode.workspace.openTextDocument(vscode.Uri.parse('vscode://defaultsettings/keybindings.json'));
  require('node:fs').writeFileSync(${JSON.stringify(file)}, document.getText());
};
`;

async function defaultKeys(system: System, folder: string): Promise<DefaultKeys> {
  const printed = path.join(folder, `${system}.json`);
  const tests = path.join(folder, `${system}.js`);
  fs.writeFileSync(tests, script(printed));
  const empty = path.join(folder, 'extension');
  fs.mkdirSync(empty, { recursive: true });
  const manifest = { name: 'keys', publisher: 'underhood', version: '0.0.1', engines: { vscode: '*' } };
  fs.writeFileSync(path.join(empty, 'package.json'), JSON.stringify(manifest));
  const vscode = await startVscode();
  const browser = await launchBrowser();
  try {
    const page = await browser.newPage({ userAgent: userAgents[system] });
    await page.exposeFunction('codeAutomationExit', () => undefined);
    await page.exposeFunction('codeAutomationLog', () => undefined);
    await page.goto(workbenchAddress(vscode, { folder, extension: empty, tests }), LOADING);
    for (const end = Date.now() + 120_000; !fs.existsSync(printed); await sleep(200)) {
      if (Date.now() > end) throw new Error(`VS Code did not tell the keys of ${system}.`);
    }
  } finally {
    await browser.close();
    await vscode.stop();
  }
  await sleep(500);
  const keys: Record<string, string[]> = {};
  const text = fs.readFileSync(printed, 'utf8');
  for (const [, key, command] of text.matchAll(/"key": "([^"]+)",[\s\S]*?"command": "([^"]+)"/g)) {
    keys[key] = [...new Set([...(keys[key] ?? []), command])];
  }
  return Object.fromEntries(Object.entries(keys).sort(([a], [b]) => (a < b ? -1 : 1)));
}

async function main(): Promise<void> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'underhood-keys-'));
  const out = path.join(root, 'test/fixtures/keys');
  fs.mkdirSync(out, { recursive: true });
  for (const system of ['linux', 'mac', 'win'] as const) {
    const keys = await defaultKeys(system, folder);
    fs.writeFileSync(path.join(out, `${system}.json`), `${JSON.stringify(keys, null, 1)}\n`);
    console.log(`${system}: ${Object.keys(keys).length} keys`);
  }
  fs.rmSync(folder, { recursive: true, force: true });
}

runScript(main);
