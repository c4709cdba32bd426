import fs from 'node:fs';
import path from 'node:path';
import { type Browser, chromium } from 'playwright-core';
import { canInstallPackages, installPackages, onPath } from './debian.ts';
import { runQuietly } from './processes.ts';

/** Where Chrome, Chromium and Edge are on the three systems; CHROME_PATH comes first. */
function installedBrowser(): string | undefined {
  if (process.env.CHROME_PATH) return process.env.CHROME_PATH;
  const candidates: string[] = [];
  if (process.platform === 'darwin') {
    for (const name of ['Google Chrome', 'Chromium', 'Microsoft Edge']) {
      candidates.push(`/Applications/${name}.app/Contents/MacOS/${name}`);
    }
  } else if (process.platform === 'win32') {
    for (const base of [process.env.PROGRAMFILES, process.env['PROGRAMFILES(X86)'], process.env.LOCALAPPDATA]) {
      if (!base) continue;
      candidates.push(path.join(base, 'Google/Chrome/Application/chrome.exe'));
      candidates.push(path.join(base, 'Microsoft/Edge/Application/msedge.exe'));
    }
  }
  return (
    candidates.find((candidate) => fs.existsSync(candidate)) ??
    onPath('chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'microsoft-edge')
  );
}

/** The browser to test with, installed first where that needs no one's consent. */
async function browserPath(): Promise<string> {
  const found = installedBrowser();
  if (found) return found;
  if (canInstallPackages()) {
    await installPackages('chromium');
    const installed = installedBrowser();
    if (installed) return installed;
  }
  throw new Error('No Chrome, Chromium or Edge was found: install one, or set CHROME_PATH to its program.');
}

/** Chinese in a screenshot is boxes without a Chinese font. */
async function ensureChineseFont(): Promise<void> {
  if (process.platform !== 'linux') return;
  const fonts = onPath('fc-list') ? await runQuietly('fc-list', [':lang=zh']) : '';
  if (fonts.trim()) return;
  if (canInstallPackages()) await installPackages('fontconfig', 'fonts-noto-cjk');
  else console.log('No Chinese font is installed: Chinese will show as boxes in screenshots.');
}

/** A headless browser that reaches for no network of its own. */
export async function launchBrowser(): Promise<Browser> {
  await ensureChineseFont().catch((error) => console.log((error as Error).message));
  return chromium.launch({
    executablePath: await browserPath(),
    headless: true,
    args: [
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
    ],
  });
}
