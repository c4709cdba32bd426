import type { ChildProcess } from 'node:child_process';
import fs from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { vscodeServer } from './install.ts';
import { removeAtTheEnd, runQuietly, start, stop } from './processes.ts';

type Settings = Readonly<Record<string, unknown>>;

/** A quiet workbench: nothing that asks, updates itself or looks for a network. */
const QUIET: Settings = {
  'workbench.startupEditor': 'none',
  'security.workspace.trust.enabled': false,
  'telemetry.telemetryLevel': 'off',
  'extensions.autoUpdate': false,
  'extensions.autoCheckUpdates': false,
  'extensions.ignoreRecommendations': true,
  'update.mode': 'none',
  'workbench.enableExperiments': false,
  'workbench.tips.enabled': false,
  'chat.disableAIFeatures': true,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'git.enabled': false,
  'window.commandCenter': false,
};

/** A running VS Code server. */
export interface Vscode {
  /** Host and port, as in the address of its pages. */
  readonly host: string;
  /** The server's process id; the extension hosts are below it. */
  readonly pid: number;
  /** Its settings, logs and extensions; removed with it. */
  readonly folder: string;
  /** Replaces the user's settings. Before a page is opened this always works; under a live page it is unreliable. */
  configure(settings: Settings): void;
  stop(): Promise<void>;
}

export interface VscodeOptions {
  readonly settings?: Settings;
  /** Variables the extension host gets, beside this process's own. */
  readonly env?: Readonly<Record<string, string>>;
  /** Whether folders are in Restricted Mode until they are trusted. */
  readonly asksForTrust?: boolean;
  /** A packaged extension to install. */
  readonly vsix?: string;
}

/** Starts a VS Code server with settings of its own, installing it first where it is missing. */
export async function startVscode({
  settings = {},
  env = {},
  vsix,
  asksForTrust = false,
}: VscodeOptions = {}): Promise<Vscode> {
  const installation = await vscodeServer();
  const folder = removeAtTheEnd(fs.mkdtempSync(path.join(os.tmpdir(), 'underhood-vscode-')));
  const user = path.join(folder, 'user');
  const configure = (chosen: Settings) => {
    fs.mkdirSync(path.join(user, 'User'), { recursive: true });
    fs.writeFileSync(path.join(user, 'User/settings.json'), JSON.stringify({ ...QUIET, ...chosen }, null, 2));
  };
  configure(settings);

  const folders = ['--user-data-dir', user, '--extensions-dir', path.join(folder, 'extensions')];
  const environment = { ...cleanEnvironment(), XDG_CONFIG_HOME: folder, XDG_DATA_HOME: folder, ...env };
  if (vsix) {
    const parameters = [installation.entry, ...folders, '--install-extension', vsix];
    await runQuietly(installation.node, parameters, { env: environment });
  }

  const host = `127.0.0.1:${await freePort()}`;
  const log = fs.openSync(path.join(folder, 'server.log'), 'w');
  const child = start(
    installation.node,
    [
      installation.entry,
      ...['--bind-addr', host, '--auth', 'none', '--config', path.join(folder, 'config.yaml')],
      ...folders,
      ...['--disable-telemetry', '--disable-update-check', ...(asksForTrust ? [] : ['--disable-workspace-trust'])],
      '--disable-getting-started-override',
      // Without it the workbench silently ignores the payload that names the extension and its tests.
      ...['--vscode-option', 'enable-smoke-test-driver'],
    ],
    { stdio: ['ignore', log, log], env: environment },
  );
  await answering(host, child, path.join(folder, 'server.log'));
  return {
    host,
    pid: child.pid!,
    folder,
    configure,
    stop: async () => {
      await stop(child);
      fs.rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Inside a terminal of VS Code its variables would make the server talk to that VS Code instead. */
function cleanEnvironment(): NodeJS.ProcessEnv {
  return Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^(VSCODE_|ELECTRON_|npm_|NODE_OPTIONS$)/.test(name)),
  );
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = net.createServer().once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as net.AddressInfo;
      server.close(() => resolve(port));
    });
  });
}

async function answering(host: string, child: ChildProcess, log: string): Promise<void> {
  for (const end = Date.now() + 60_000; Date.now() < end; await sleep(100)) {
    const answer = await fetch(`http://${host}/healthz`).catch(() => undefined);
    if (answer?.ok) return;
    if (child.exitCode !== null || child.signalCode !== null) break;
  }
  await stop(child);
  throw new Error(`The VS Code server did not start:\n${fs.readFileSync(log, 'utf8').slice(-4000)}`);
}
