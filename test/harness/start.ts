import fs from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { onPath } from './debian.ts';
import { root } from './paths.ts';
import { run, start } from './processes.ts';
import { startVscode } from './vscode.ts';
import { workbenchAddress } from './workbench.ts';

// npm start [-- FILE]: builds the extension and opens VS Code on a document with it loaded.
//   --server   in the local VS Code server, even where the desktop's VS Code is installed
//   --no-open  prints the server's address and opens no browser

const SAMPLE = path.join(root, 'media/sample/welcome.md');

/**
 * The desktop's `code`, where it can show a window and load an extension from a folder: the `code` of a remote
 * terminal cannot, nor does Linux's start for root.
 */
function desktopCode(): string | undefined {
  if (process.env.VSCODE_IPC_HOOK_CLI) return undefined;
  if (process.platform === 'linux') {
    if (process.getuid?.() === 0 || !(process.env.DISPLAY || process.env.WAYLAND_DISPLAY)) return undefined;
  }
  return onPath('code');
}

function openInBrowser(address: string): void {
  const [command, ...parameters] =
    process.platform === 'darwin'
      ? ['open']
      : process.platform === 'win32'
        ? ['rundll32', 'url.dll,FileProtocolHandler']
        : ['xdg-open'];
  const display = process.platform !== 'linux' || process.env.DISPLAY || process.env.WAYLAND_DISPLAY;
  if (!display || (process.platform === 'linux' && !onPath('xdg-open'))) return;
  start(command, [...parameters, address], { stdio: 'ignore' }).on('error', () => undefined);
}

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { server: { type: 'boolean' }, 'no-open': { type: 'boolean' } },
  });
  const file = positionals[0] ? path.resolve(process.env.INIT_CWD ?? '.', positionals[0]) : SAMPLE;
  if (!fs.existsSync(file)) throw new Error(`There is no file ${file}.`);
  if ((await run(process.execPath, ['esbuild.js'], { cwd: root })) !== 0) throw new Error('The build failed.');

  const code = values.server ? undefined : desktopCode();
  if (code) {
    const parameters = [`--extensionDevelopmentPath=${root}`, '--new-window', path.dirname(file), file];
    const shell = process.platform === 'win32';
    if ((await run(code, shell ? parameters.map((text) => `"${text}"`) : parameters, { shell })) !== 0) {
      throw new Error(`${code} could not open a window; npm start -- --server opens VS Code in a browser instead.`);
    }
    return;
  }
  const vscode = await startVscode();
  const address = workbenchAddress(vscode, { folder: path.dirname(file), file, extension: root });
  console.log(`\nVS Code runs at\n\n  ${address}\n\nCtrl-C stops it.`);
  if (!values['no-open']) openInBrowser(address);
}

main().catch((error) => {
  console.error((error as Error).message);
  process.exit(1);
});
