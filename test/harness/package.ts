import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { root } from './paths.ts';
import { removeAtTheEnd, run } from './processes.ts';

// npm run package [-- --target linux-x64 --out FOLDER]: one .vsix per platform, with that platform's native files only.

const NATIVE = 'node_modules/onnxruntime-node/bin/napi-v6';
/** What each target takes of onnxruntime-node; where it has nothing, the model runs on WebAssembly. */
const nativeFiles: Readonly<Record<string, readonly string[]>> = {
  'linux-x64': [`${NATIVE}/linux/x64/**`],
  'linux-arm64': [`${NATIVE}/linux/arm64/**`],
  'win32-x64': [`${NATIVE}/win32/x64/**`],
  'win32-arm64': [`${NATIVE}/win32/arm64/**`],
  // The library is there twice; this is the name that the binding asks for.
  'darwin-arm64': [`${NATIVE}/darwin/arm64/*.node`, `${NATIVE}/darwin/arm64/libonnxruntime.1.dylib`],
  'darwin-x64': [],
  'alpine-x64': [],
  'alpine-arm64': [],
};

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      target: { type: 'string', default: `${process.platform}-${process.arch}` },
      out: { type: 'string', default: root },
    },
  });
  const native = nativeFiles[values.target];
  if (!native)
    throw new Error(`No target is called ${values.target}; there are ${Object.keys(nativeFiles).join(', ')}.`);
  if ((await run(process.execPath, ['esbuild.js', '--production'], { cwd: root })) !== 0) {
    throw new Error('The build failed.');
  }
  const { version } = JSON.parse(fs.readFileSync(path.join(root, 'package.json'), 'utf8'));
  const file = path.resolve(values.out, `underhood-${values.target}-${version}.vsix`);
  const folder = removeAtTheEnd(fs.mkdtempSync(path.join(os.tmpdir(), 'underhood-package-')));
  const ignoreFile = path.join(folder, '.vscodeignore');
  const ignored = fs.readFileSync(path.join(root, '.vscodeignore'), 'utf8');
  fs.writeFileSync(ignoreFile, [ignored, ...native.map((pattern) => `!${pattern}`), ''].join('\n'));
  const vsce = path.join(root, 'node_modules/@vscode/vsce/vsce');
  const code = await run(
    process.execPath,
    [vsce, 'package', '--target', values.target, '--out', file, '--ignoreFile', ignoreFile]
      // The pages that the README links to are its own pictures, which need no address.
      .concat(['--allow-missing-repository', '--no-rewrite-relative-links']),
    { cwd: root },
  );
  if (code !== 0) throw new Error('vsce could not package the extension.');
  console.log(`${file}: ${(fs.statSync(file).size / 2 ** 20).toFixed(1)} MiB`);
}

main().catch((error) => {
  console.error((error as Error).message);
  process.exit(1);
});
