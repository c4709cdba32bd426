import fs from 'node:fs';
import path from 'node:path';
import { runQuietly } from './processes.ts';

/** Whether packages can be installed here without asking anyone: Debian or Ubuntu, as root. */
export function canInstallPackages(): boolean {
  return fs.existsSync('/usr/bin/apt-get') && process.getuid?.() === 0;
}

/** Another program may be installing packages just now. */
const WAIT = '-oDPkg::Lock::Timeout=300';

let updated = false;

/** Installs Debian packages. */
export async function installPackages(...names: string[]): Promise<void> {
  console.log(`Installing ${names.join(', ')} with apt-get …`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  if (!updated) {
    // A list that cannot be reached is no reason to give up: the package may be in another one.
    await runQuietly('apt-get', ['update', '-q'], { env }).catch(() => undefined);
    updated = true;
  }
  await runQuietly('apt-get', ['install', '-y', '-q', '--no-install-recommends', WAIT, ...names], { env });
}

/** The first of these programs on the PATH, as a full path. */
export function onPath(...names: string[]): string | undefined {
  const extensions = process.platform === 'win32' ? ['.exe', '.cmd'] : [''];
  const folders = (process.env.PATH ?? '').split(path.delimiter).filter(Boolean);
  const candidates = names.flatMap((name) =>
    folders.flatMap((folder) => extensions.map((extension) => path.join(folder, name + extension))),
  );
  return candidates.find((candidate) => fs.existsSync(candidate));
}
