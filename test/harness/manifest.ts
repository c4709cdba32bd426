import fs from 'node:fs';
import path from 'node:path';
import * as rules from './manifestRules.ts';
import { root } from './paths.ts';

// npm run check:manifest: what package.json, its texts and the sources must agree on.

function read(file: string): string {
  return fs.readFileSync(path.join(root, file), 'utf8');
}

function readJson(file: string) {
  return JSON.parse(read(file));
}

function readIfThere(file: string): string | undefined {
  return fs.existsSync(path.join(root, file)) ? read(file) : undefined;
}

/** The TypeScript files under these folders, by path from the root. */
function sourcesOf(...folders: string[]): Record<string, string> {
  return Object.fromEntries(
    folders
      .flatMap((folder) =>
        fs
          .readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
          .map((name) => `${folder}/${name}`),
      )
      .filter((file) => file.endsWith('.ts'))
      .map((file) => [file.replaceAll('\\', '/'), read(file)]),
  );
}

const manifest = readJson('package.json');
const nls = Object.fromEntries(['package.nls.json', 'package.nls.zh-cn.json'].map((file) => [file, readJson(file)]));
const l10n = Object.fromEntries(
  ['errors', 'host', 'page'].map((name) => [`media/l10n/${name}.json`, readJson(`media/l10n/${name}.json`)]),
);
// Texts of the road are put together from the names of experiments and their fields; test/road/experiments.test.ts looks.
const messages = { ...l10n, 'media/l10n/road.json': readJson('media/l10n/road.json') };
const product = sourcesOf('src', 'webview');
const shown = Object.entries(product).filter(([file]) =>
  /^(webview|src\/(extension|commands|editor|panels))\b/.test(file),
);
const contributed = (manifest.contributes.commands ?? []).map(({ command }: { command: string }) => command);
const registered = Object.entries(product)
  .filter(([file]) => file.startsWith('src/commands/'))
  .flatMap(([, source]) => [...source.matchAll(/'(underhood\.\w+)':/g)].map(([, id]) => id));

const problems = [
  ...rules.manifestTexts(manifest, nls),
  ...rules.commandTable(contributed, registered),
  ...rules.messages(messages),
  ...rules.versions(manifest, readJson('package-lock.json'), readIfThere('CHANGELOG.md')),
  ...shown.flatMap(([file, source]) => rules.textInPlace(file, source)),
];
const warnings = [
  ...rules.unusedMessages(l10n, Object.values(product)),
  ...rules.longFiles({ ...product, ...sourcesOf('test') }),
];
for (const warning of warnings) console.warn(`warning: ${warning}`);
for (const problem of problems) console.error(`error: ${problem}`);
process.exitCode = problems.length > 0 ? 1 : 0;
