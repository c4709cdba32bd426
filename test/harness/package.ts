import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { ignoreLines, type Package, packageNamed, packages, strangers } from './packages.ts';
import { root } from './paths.ts';
import { removeAtTheEnd, run, runQuietly } from './processes.ts';
import { zipNames } from './zip.ts';

// npm run package [-- --target linux-x64 --out FOLDER]: one .vsix per platform and one for the rest, or only the one named.

const vsce = path.join(root, 'node_modules/@vscode/vsce/vsce');

/** Makes one package. @returns its file */
async function make(one: Package, version: string, out: string): Promise<string> {
  const file = path.resolve(out, `underhood-${one.name}-${version}.vsix`);
  const folder = removeAtTheEnd(fs.mkdtempSync(path.join(os.tmpdir(), 'underhood-package-')));
  const ignoreFile = path.join(folder, '.vscodeignore');
  fs.writeFileSync(ignoreFile, `${ignoreLines(one).join('\n')}\n`);
  await runQuietly(
    process.execPath,
    [vsce, 'package', '--out', file, '--ignoreFile', ignoreFile]
      // The one for the rest is what VS Code takes where none is for its platform.
      .concat(one.name === 'universal' ? [] : ['--target', one.name])
      // The pages that the README links to are its own pictures, which need no address.
      .concat(['--allow-missing-repository', '--no-rewrite-relative-links']),
    { cwd: root },
  );
  return file;
}

/** What is wrong with a package that was made. */
function faults(one: Package, file: string): string[] {
  const { size } = fs.statSync(file);
  return [
    ...(size > one.budget ? [`it is over its budget of ${one.budget / 1e6} MB`] : []),
    ...strangers(one, zipNames(file)).map((name) => `it holds ${name}`),
  ];
}

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { target: { type: 'string' }, out: { type: 'string', default: root } } });
  const chosen = values.target === undefined ? packages : [packageNamed(values.target)];
  if ((await run(process.execPath, ['esbuild.js', '--production'], { cwd: root })) !== 0) {
    throw new Error('The build failed.');
  }
  const { version } = JSON.parse(fs.readFileSync(path.join(root, 'package.json'), 'utf8'));
  for (const one of chosen) {
    const file = await make(one, version, values.out);
    const size = (fs.statSync(file).size / 1e6).toFixed(1);
    console.log(`${one.name.padEnd(14)}${size.padStart(6)} MB of ${one.budget / 1e6}  ${file}`);
    for (const fault of faults(one, file)) {
      console.error(`${one.name}: ${fault}.`);
      process.exitCode = 1;
    }
  }
}

main().catch((error) => {
  console.error((error as Error).message);
  process.exit(1);
});
