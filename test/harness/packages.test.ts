import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { filesOf, packageNamed, packages, strangers } from './packages.ts';
import { root } from './paths.ts';

/** The platform that a file of machine code is for, from its header. */
function platformOf(file: string): string {
  const header = Buffer.alloc(4096);
  const descriptor = fs.openSync(path.join(root, file), 'r');
  fs.readSync(descriptor, header);
  fs.closeSync(descriptor);
  if (header.readUInt32BE(0) === 0x7f454c46) return { 62: 'linux-x64', 183: 'linux-arm64' }[header.readUInt16LE(18)]!;
  if (header.readUInt32LE(0) === 0xfeedfacf) return { 16777228: 'darwin-arm64' }[header.readUInt32LE(4)]!;
  const signature = header.readUInt32LE(60);
  assert.equal(header.toString('latin1', signature, signature + 4), 'PE\0\0', `${file} is no machine code`);
  return { 34404: 'win32-x64', 43620: 'win32-arm64' }[header.readUInt16LE(signature + 4)]!;
}

/** All strings in a JSON value. */
function strings(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return value && typeof value === 'object' ? Object.values(value).flatMap(strings) : [];
}

const isNative = (file: string) => file.startsWith('node_modules/onnxruntime-node/bin/');

describe('the packages', () => {
  for (const one of packages.filter(({ name }) => name !== 'universal')) {
    it(`of ${one.name}: the runtime of that platform and of no other`, () => {
      const files = filesOf(one);
      const native = files.filter(isNative);
      assert.ok(
        native.some((file) => file.endsWith('onnxruntime_binding.node')),
        'the binding',
      );
      assert.ok(
        native.some((file) => /onnxruntime(\.1)?\.(dll|dylib|so\.1)$/.test(file)),
        'the library',
      );
      assert.deepEqual(new Set(native.map(platformOf)), new Set([one.name]));
      assert.deepEqual(strangers(one, files), []);
      assert.ok(files.includes('node_modules/onnxruntime-node/dist/index.js'));
    });
  }

  it('for the rest: nothing native, and the runtime on WebAssembly', () => {
    const universal = packageNamed('universal');
    const files = filesOf(universal);
    assert.ok(files.includes('node_modules/onnxruntime-web/dist/ort-wasm-simd-threaded.wasm'));
    assert.deepEqual(
      files.filter((file) => file.includes('onnxruntime-node')),
      [],
    );
    assert.deepEqual(strangers(universal, files), []);
  });

  it('differ in their native runtime only', () => {
    const common = (name: string) => filesOf(packageNamed(name)).filter((file) => !file.includes('onnxruntime-node'));
    for (const { name } of packages) assert.deepEqual(common(name), common('universal'), name);
  });

  it('hold everything that the manifest names, and nothing that only builders need', () => {
    const files = new Set(filesOf(packageNamed('universal')));
    const { scripts: _, ...manifest } = JSON.parse(fs.readFileSync(path.join(root, 'package.json'), 'utf8'));
    const named = strings(manifest)
      .map((text) => path.posix.normalize(text))
      .filter((text) => /\.\w+$/.test(text) && fs.existsSync(path.join(root, text)));
    assert.ok(named.length > 4, `the manifest names ${named.length} files`);
    assert.deepEqual(
      named.filter((file) => !files.has(file)),
      [],
    );
    const builders = [...files].filter((file) =>
      /(\.(ts|map|vsix|md\.bak)|^(src|test|webview|dist\/test)\/.*)$/.test(file),
    );
    assert.deepEqual(builders, []);
  });

  it('are told apart by what they should not hold', () => {
    const linux = packageNamed('linux-x64');
    const of = (name: string) => filesOf(packageNamed(name)).filter(isNative);
    assert.deepEqual(strangers(linux, of('linux-arm64')), of('linux-arm64'));
    assert.deepEqual(strangers(packageNamed('universal'), of('win32-x64')), of('win32-x64'));
    assert.deepEqual(strangers(linux, ['node_modules/other/build/other.node', 'README.md']), [
      'node_modules/other/build/other.node',
    ]);
  });
});
