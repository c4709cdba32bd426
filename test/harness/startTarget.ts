import fs from 'node:fs';
import path from 'node:path';
import { onPath } from './debian.ts';
import { root } from './paths.ts';
import { run } from './processes.ts';

const sample = path.join(root, 'media/sample/welcome.md');

/**
 * The document that `npm start -- FILE` opens, as a full path; the sample where none is named.
 * @param from the folder that a relative path is meant from: npm changes into the project's
 * @throws a sentence, where there is no such file
 */
export function documentToOpen(named: string | undefined, from: string): string {
  if (!named) return sample;
  const file = path.resolve(from, named);
  const found = fs.statSync(file, { throwIfNoEntry: false });
  if (!found) throw new Error(`There is no file ${file}.`);
  if (found.isDirectory()) throw new Error(`${file} is a folder; name a file that is in it.`);
  return file;
}

interface Surroundings {
  readonly variables: Readonly<Record<string, string | undefined>>;
  readonly platform: NodeJS.Platform;
  readonly isRoot: boolean;
}

/**
 * The desktop's `code`, where it can show a window and load an extension from a folder: the `code` of a remote
 * terminal cannot, nor does Linux's start for root.
 */
export function desktopCode({ variables, platform, isRoot }: Surroundings): string | undefined {
  if (variables.VSCODE_IPC_HOOK_CLI) return undefined;
  if (platform === 'linux' && (isRoot || !(variables.DISPLAY || variables.WAYLAND_DISPLAY))) return undefined;
  return onPath('code');
}

/** Has the desktop's `code` open a document in a window of its own, with the extension. */
export async function openOnDesktop(code: string, file: string): Promise<void> {
  const parameters = [`--extensionDevelopmentPath=${root}`, '--new-window', path.dirname(file), file];
  const shell = process.platform === 'win32';
  if ((await run(code, shell ? parameters.map((text) => `"${text}"`) : parameters, { shell })) !== 0) {
    throw new Error(`${code} could not open a window; npm start -- --server opens VS Code in a browser instead.`);
  }
}
