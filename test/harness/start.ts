import path from 'node:path';
import { parseArgs } from 'node:util';
import { onPath } from './debian.ts';
import { root } from './paths.ts';
import { run, start } from './processes.ts';
import { desktopCode, documentToOpen, openOnDesktop } from './startTarget.ts';
import { startVscode } from './vscode.ts';
import { workbenchAddress } from './workbench.ts';

// npm start [-- FILE]: builds the extension and opens VS Code on a document with it loaded.
//   --server   in the local VS Code server, even where the desktop's VS Code is installed
//   --no-open  prints the server's address and opens no browser

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
  const file = documentToOpen(positionals[0], process.env.INIT_CWD ?? '.');
  if ((await run(process.execPath, ['esbuild.js'], { cwd: root })) !== 0) throw new Error('The build failed.');

  const { env: variables, platform } = process;
  const code = values.server ? undefined : desktopCode({ variables, platform, isRoot: process.getuid?.() === 0 });
  if (code) {
    await openOnDesktop(code, file);
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
