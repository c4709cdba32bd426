import os from 'node:os';
import path from 'node:path';

/** The repository's root. */
export const root = path.resolve(import.meta.dirname, '../..');

/** Where what is installed once for all clones is kept. HOME may be unset or empty on a build machine. */
export function cacheFolder(): string {
  const base = process.env.XDG_CACHE_HOME || path.join(os.homedir() || os.userInfo().homedir, '.cache');
  return path.join(base, 'underhood');
}
