import fs from 'node:fs';
import path from 'node:path';
import { canInstallPackages, installPackages, onPath } from './debian.ts';
import { withLock } from './lock.ts';
import { cacheFolder } from './paths.ts';
import { runQuietly } from './processes.ts';

const SERVER = '4.139.1';
/** The server starts on no other major version of Node than this one. */
const NODE = '24';
const NATIVE_MODULES = ['@vscode/spdlog', '@vscode/native-watchdog'];

/** A VS Code server on this machine: the Node that runs it, and its entry script. */
interface Installation {
  readonly node: string;
  readonly entry: string;
}

function installationIn(folder: string): Installation {
  return {
    node: path.join(folder, 'node/node_modules/node/bin/node'),
    entry: path.join(folder, 'server/node_modules/code-server/out/node/entry.js'),
  };
}

/** The folder with the headers of the Node in `folder`, against which native modules for it are built. */
function headersIn(folder: string): string {
  const packages = path.join(folder, 'node_modules/node/node_modules');
  const found = fs
    .readdirSync(packages)
    .find((name) => fs.existsSync(path.join(packages, name, 'include/node/node.h')));
  if (!found) throw new Error(`Node ${NODE} came without its headers in ${packages}.`);
  return path.join(packages, found);
}

/**
 * A real VS Code that needs no display: code-server from npm, with Node 24 beside it. It is installed once, in the
 * user's cache folder, so that every clone finds it; the name appears there only when all is in place.
 */
export async function vscodeServer(): Promise<Installation> {
  const folder = path.join(cacheFolder(), `vscode-server-${SERVER}`);
  if (fs.existsSync(folder)) return installationIn(folder);
  if (process.platform === 'win32') {
    throw new Error('There is no VS Code server for Windows: install VS Code, with `code` on the PATH.');
  }
  return withLock(`${folder}.lock`, async () => {
    if (fs.existsSync(folder)) return installationIn(folder);
    console.log(`A VS Code server (about 600 MB) is installed once, in ${folder}.`);
    const unfinished = `${folder}.unfinished`;
    fs.rmSync(unfinished, { recursive: true, force: true }); // Of an installation that failed or was killed.
    fs.mkdirSync(unfinished);
    await install(unfinished);
    fs.renameSync(unfinished, folder);
    return installationIn(folder);
  });
}

async function install(folder: string): Promise<void> {
  const missing = ['python3', 'make', 'g++'].filter((program) => !onPath(program));
  if (missing.length > 0 && canInstallPackages()) await installPackages(...missing);
  const node = newPackage(folder, 'node');
  const server = newPackage(folder, 'server');
  const vscode = path.join(server, 'node_modules/code-server/lib/vscode');
  await npm(`Node ${NODE}`, node, 'install', `node@${NODE}`);
  await npm(`code-server ${SERVER}`, server, 'install', '--ignore-scripts', `code-server@${SERVER}`);
  await npm('the workbench', vscode, 'install', '--omit=dev', '--ignore-scripts');
  await npm('its built-in extensions', path.join(vscode, 'extensions'), 'install', '--omit=dev', '--ignore-scripts');
  await npm('its native modules', vscode, 'rebuild', `--nodedir=${headersIn(node)}`, ...NATIVE_MODULES);
}

/** A folder that npm takes for a project of its own: whatever is installed in another one leaves it alone. */
function newPackage(parent: string, name: string): string {
  const folder = path.join(parent, name);
  fs.mkdirSync(folder, { recursive: true });
  fs.writeFileSync(path.join(folder, 'package.json'), '{ "private": true }\n');
  return folder;
}

/** One npm command in `cwd`, as if typed there: without the settings that npm hands to the scripts it runs. */
async function npm(what: string, cwd: string, ...parameters: string[]): Promise<void> {
  const began = Date.now();
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^npm_/i.test(name)));
  await runQuietly('npm', [...parameters, '--no-audit', '--no-fund'], { cwd, env });
  console.log(`  ${what}: ${Math.round((Date.now() - began) / 1000)} s`);
}
