import type { SourceFile } from 'typescript/unstable/ast';
import { createVirtualFileSystem } from 'typescript/unstable/fs';
import { API } from 'typescript/unstable/sync';

// TypeScript 7, the native compiler, has no other way to a syntax tree than what it calls unstable, and the lint has no rule
// of its own that could find texts. Whatever changes there changes this file and textInPlace.ts only.

/** What only reads a file, and follows no import. */
const options = { noLib: true, noResolve: true, noEmit: true, types: [], allowImportingTsExtensions: true };

/** The syntax trees of TypeScript sources, by the compiler itself; they need not fit together. */
export function syntaxTrees(sources: Readonly<Record<string, string>>): Map<string, SourceFile> {
  const config = '/tsconfig.json';
  const files = Object.fromEntries(Object.entries(sources).map(([file, source]) => [`/${file}`, source]));
  const project = JSON.stringify({ compilerOptions: options, files: Object.keys(files) });
  const api = new API({ cwd: '/', fs: createVirtualFileSystem({ ...files, [config]: project }) });
  try {
    const { program } = api.updateSnapshot({ openProjects: [config] }).getProject(config)!;
    return new Map(Object.keys(sources).map((file) => [file, program.getSourceFile(`/${file}`)!]));
  } finally {
    api.close();
  }
}
