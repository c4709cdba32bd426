import fs from 'node:fs';
import path from 'node:path';
import fastGlob from 'fast-glob';
import { root } from './paths.ts';

/** Bytes that a package may have; on Windows it brings DirectML and the shader compiler. */
const BUDGET = 40e6;
const WINDOWS_BUDGET = 50e6;

const BINDING = 'node_modules/onnxruntime-node';
const NATIVE = `${BINDING}/bin/napi-v6`;
/** What of the native runtime is not native. */
const binding = [`${BINDING}/package.json`, `${BINDING}/dist/*.js`];

/** One of the packages that there are. */
export interface Package {
  /** As in the name of its file: what VS Code calls the platform, or `universal`. */
  readonly name: string;
  /** Patterns of what it holds beside what `.vscodeignore` names: the native runtime of its platform. */
  readonly native: readonly string[];
  /** Bytes. */
  readonly budget: number;
}

/** One for each platform that has a native runtime, and one for all others, which computes on WebAssembly. */
export const packages: readonly Package[] = [
  { name: 'linux-x64', native: [...binding, `${NATIVE}/linux/x64/**`], budget: BUDGET },
  { name: 'linux-arm64', native: [...binding, `${NATIVE}/linux/arm64/**`], budget: BUDGET },
  {
    name: 'darwin-arm64',
    // The library is there twice; this is the name that the binding asks for.
    native: [...binding, `${NATIVE}/darwin/arm64/*.node`, `${NATIVE}/darwin/arm64/libonnxruntime.1.dylib`],
    budget: BUDGET,
  },
  { name: 'win32-x64', native: [...binding, `${NATIVE}/win32/x64/**`], budget: WINDOWS_BUDGET },
  { name: 'win32-arm64', native: [...binding, `${NATIVE}/win32/arm64/**`], budget: WINDOWS_BUDGET },
  { name: 'universal', native: [], budget: BUDGET },
];

/** The package of that name. Throws where there is none. */
export function packageNamed(name: string): Package {
  const found = packages.find((one) => one.name === name);
  if (found) return found;
  throw new Error(`No package is called ${name}; there are ${packages.map(({ name }) => name).join(', ')}.`);
}

/** The package for the machine that this runs on. */
export function packageOfThisMachine(): Package {
  const name = `${process.platform}-${process.arch}`;
  return packageNamed(packages.some((one) => one.name === name) ? name : 'universal');
}

/** The lines of the ignore file that packages this: everything stays out that is not named. */
export function ignoreLines({ native }: Package): string[] {
  const common = fs.readFileSync(path.join(root, '.vscodeignore'), 'utf8').split('\n');
  return [...common, ...native.map((pattern) => `!${pattern}`)].filter((line) => line !== '');
}

/** The files that a package holds, as paths from the root. */
export function filesOf(one: Package): string[] {
  const named = ignoreLines(one).flatMap((line) => (line.startsWith('!') ? [line.slice(1)] : []));
  return fastGlob.sync(named, { cwd: root, dot: true }).sort();
}

/** Those of these files that are machine code, and not of the platform that the package is for. */
export function strangers({ name }: Package, files: readonly string[]): string[] {
  const isNative = /\.(node|dll|dylib|so)(\.[\d.]+)?$|\/bin\/napi/;
  const own = `/bin/napi-v6/${name.replace('-', '/')}/`;
  return files.filter((file) => isNative.test(file) && !file.includes(own));
}
