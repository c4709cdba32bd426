import fs from 'node:fs';
import path from 'node:path';
import type { Experiment } from '../../src/road/experiment.ts';
import { experiments } from '../../src/road/experiments.ts';
import * as contributionRules from './contributionRules.ts';
import { filledSentences } from './filledSentences.ts';
import * as rules from './manifestRules.ts';
import { root } from './paths.ts';
import { sourcesUnder } from './sources.ts';
import { syntaxTrees } from './syntaxTrees.ts';
import { textInPlace } from './textInPlace.ts';

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

function without(messages: rules.Messages, keys: readonly string[]): rules.Messages {
  return Object.fromEntries(Object.entries(messages).filter(([key]) => !keys.includes(key)));
}

const manifest = readJson('package.json');
const nls = Object.fromEntries(['package.nls.json', 'package.nls.zh-cn.json'].map((file) => [file, readJson(file)]));
const l10n = Object.fromEntries(
  ['errors', 'host', 'page'].map((name) => [`media/l10n/${name}.json`, readJson(`media/l10n/${name}.json`)]),
);
const page = 'media/l10n/page.json';
const road = 'media/l10n/road.json';
const messages: Readonly<Record<string, rules.Messages>> = {
  ...l10n,
  [road]: readJson(road),
  'media/l10n/recipe.json': readJson('media/l10n/recipe.json'),
};
const product = sourcesUnder('src', 'webview');
const shown = new Set(
  Object.keys(product).filter((file) => /^(webview|src\/([a-z]+\.ts$|commands|editor|host|panels))/i.test(file)),
);
const sentences: rules.Messages = Object.assign({}, ...Object.values(messages));
/** Texts of the road that no source names: they are put together from the names of experiments and their fields. */
const ofExperiments = Object.values<Experiment>(experiments).flatMap(({ name, fields }) => [
  `${name}.title`,
  ...Object.entries(fields).flatMap(([field, declared]) => {
    const endings = [
      '',
      '.help',
      ...(declared.kind === 'choice' ? declared.options.map((option) => `.${option}`) : []),
    ];
    return endings.flatMap((ending) => [`${name}.${field}${ending}`, `field.${field}${ending}`]);
  }),
]);
const named = { ...l10n, [road]: without(messages[road], ofExperiments) };
const chapters = ['media/road/en', 'media/road/zh-cn'];
const contributed = (manifest.contributes.commands ?? []).map(({ command }: { command: string }) => command);
const registered = Object.entries(product)
  .filter(([file]) => file.startsWith('src/commands/'))
  .flatMap(([, source]) => [...source.matchAll(/'(underhood\.\w+)':/g)].map(([, id]) => id));

/** What works wherever one is: it asks, or brings an example, or is about the extension itself. */
const anywhere = [
  ...['underhood.showPositions', 'underhood.translate', 'underhood.trainModel', 'underhood.walkRoad'],
  ...['underhood.chooseModel', 'underhood.restartModelProcess', 'underhood.toggleFollow', 'underhood.showLog'],
  ...['underhood.openFromHub', 'underhood.getStarted'],
];

const problems = [
  ...rules.manifestTexts(manifest, nls),
  ...rules.commandTable(contributed, registered),
  ...contributionRules.commandsWork(manifest.contributes, anywhere),
  ...contributionRules.contextKeysAreSet(manifest.contributes, Object.values(product)),
  ...Object.values<rules.Texts>(nls).flatMap((texts) => {
    return contributionRules.textsLeadSomewhere(texts, contributed, (file) => fs.existsSync(path.join(root, file)));
  }),
  ...contributionRules.settingsAreWhole(manifest.contributes.configuration.properties),
  ...rules.settingScopes(
    manifest.contributes.configuration.properties,
    manifest.capabilities.untrustedWorkspaces.restrictedConfigurations ?? [],
  ),
  ...rules.messages(messages),
  ...rules.versions(manifest, readJson('package-lock.json'), readIfThere('CHANGELOG.md')),
  ...rules.unusedMessages(named, Object.values(product)),
  ...rules.firstMentions(page, messages[page]),
  // Each error is read alone.
  ...rules.firstMentions('media/l10n/errors.json', messages['media/l10n/errors.json'], (key) => key),
  ...rules.firstMentions(road, messages[road]),
  ...rules.twins(Object.fromEntries(chapters.map((folder) => [folder, fs.readdirSync(path.join(root, folder))]))),
  ...[...syntaxTrees(product)].flatMap(([file, tree]) => [
    ...(shown.has(file) ? textInPlace(file, tree) : []),
    ...filledSentences(file, tree, sentences),
  ]),
];
const warnings = rules.longFiles({ ...product, ...sourcesUnder('test') });
for (const warning of warnings) console.warn(`warning: ${warning}`);
for (const problem of problems) console.error(`error: ${problem}`);
process.exitCode = problems.length > 0 ? 1 : 0;
