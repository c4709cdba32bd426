import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { root } from '../../harness/paths.ts';
import { removeAtTheEnd, runQuietly } from '../../harness/processes.ts';

let made: Promise<string> | undefined;

/** The package that people install, for this platform or the one named; this one's is made once. */
export function packaged(target?: string): Promise<string> {
  if (target) return packageFor(target);
  made ??= packageFor(`${process.platform}-${process.arch}`);
  return made;
}

async function packageFor(target: string): Promise<string> {
  const folder = removeAtTheEnd(fs.mkdtempSync(path.join(os.tmpdir(), 'underhood-packaged-')));
  await runQuietly('npm', ['run', '-s', 'package', '--', '--target', target, '--out', folder], { cwd: root });
  const [file] = fs.readdirSync(folder).filter((name) => name.endsWith('.vsix'));
  return path.join(folder, file);
}
