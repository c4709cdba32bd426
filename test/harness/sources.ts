import fs from 'node:fs';
import path from 'node:path';
import { root } from './paths.ts';

/** The TypeScript files under these folders, by path from the root, written with slashes. */
export function sourcesUnder(...folders: string[]): Record<string, string> {
  const files = folders.flatMap((folder) =>
    fs
      .readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts'))
      .map((name) => `${folder}/${name.replaceAll('\\', '/')}`),
  );
  return Object.fromEntries(files.map((file) => [file, fs.readFileSync(path.join(root, file), 'utf8')]));
}
