import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { downloadAndUnzipVSCode, runTests } from '@vscode/test-electron';
import { launchBrowser } from './browser.ts';
import type { Counts } from './countingReporter.ts';
import { cacheFolder } from './paths.ts';
import { removeAtTheEnd } from './processes.ts';
import { startVscode } from './vscode.ts';
import { LOADING, workbenchAddress } from './workbench.ts';

/** The desktop build that is tested where there is a display: the same version as the server. */
const DESKTOP = '1.139.1';

interface InHostOptions {
  readonly extension: string;
  readonly folder: string;
  /** A bundle that exports `run()`, see test/host/index.ts. */
  readonly tests: string;
  /** Variables that the tests get. */
  readonly env?: Readonly<Record<string, string>>;
  /** Beginning of the names of the test files wanted; absent: all. */
  readonly file?: string;
  /** Milliseconds after which the run counts as hung. */
  readonly timeout?: number;
}

/** Runs tests inside the extension host of a real VS Code: the desktop's where it can be had, else the server's. */
export async function runInHost(options: InHostOptions): Promise<Counts> {
  const results = removeAtTheEnd(fs.mkdtempSync(path.join(os.tmpdir(), 'underhood-host-')));
  const counts = path.join(results, 'counts.json');
  const output = path.join(results, 'output.txt');
  const env = {
    ...{ UNDERHOOD_TEST_COUNTS: counts, UNDERHOOD_TEST_OUTPUT: output },
    ...(options.file && { UNDERHOOD_TEST_FILE: options.file }),
    ...options.env,
  };
  const desktop = await desktopVscode();
  const ended = await (desktop ? runOnDesktop(desktop, options, env) : runOnServer(options, env));
  if (fs.existsSync(output)) process.stdout.write(fs.readFileSync(output));
  if (!fs.existsSync(counts)) throw new Error(`VS Code ended before the tests had (${ended}).`);
  return JSON.parse(fs.readFileSync(counts, 'utf8'));
}

/** The program of a desktop VS Code, or nothing where there is no display or no way to download it. */
async function desktopVscode(): Promise<string | undefined> {
  const display = process.platform !== 'linux' || process.env.DISPLAY || process.env.WAYLAND_DISPLAY;
  if (!display) return undefined;
  try {
    return await downloadAndUnzipVSCode({
      version: DESKTOP,
      cachePath: path.join(cacheFolder(), 'vscode-desktop'),
      timeout: 10_000,
    });
  } catch {
    console.log(`VS Code ${DESKTOP} could not be downloaded: testing in a VS Code server instead.`);
    return undefined;
  }
}

async function runOnDesktop(
  vscodeExecutablePath: string,
  { extension, folder, tests }: InHostOptions,
  extensionTestsEnv: Record<string, string>,
): Promise<string> {
  return runTests({
    vscodeExecutablePath,
    extensionDevelopmentPath: extension,
    extensionTestsPath: tests,
    extensionTestsEnv,
    launchArgs: [folder, '--disable-extensions', '--disable-workspace-trust'],
  }).then((code) => `exit code ${code}`, String);
}

async function runOnServer(
  { extension, folder, tests, timeout = 420_000 }: InHostOptions,
  env: Record<string, string>,
): Promise<string> {
  const vscode = await startVscode({ env });
  const browser = await launchBrowser();
  const noise: string[] = [];
  try {
    const page = await browser.newPage();
    let finish = (_how: string): void => undefined;
    const ended = new Promise<string>((resolve) => {
      finish = resolve;
    });
    setTimeout(finish, timeout, 'no answer in time').unref();
    await page.exposeFunction('codeAutomationExit', (code: number) => finish(`exit code ${code}`));
    await page.exposeFunction('codeAutomationLog', (_type: string, parameters: unknown[]) => {
      noise.push(parameters.join(' '));
    });
    await page.goto(workbenchAddress(vscode, { folder, extension, tests }), LOADING);
    const how = await ended;
    if (!fs.existsSync(env.UNDERHOOD_TEST_COUNTS)) console.log(noise.slice(-40).join('\n'));
    return how;
  } finally {
    await browser.close();
    await vscode.stop();
  }
}
