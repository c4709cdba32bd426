import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { fencesIn } from '../../src/road/block/fences.ts';
import { parseBlock } from '../../src/road/block/parseBlock.ts';
import { root } from '../harness/paths.ts';

/** Numbers that neither a setting of the chapter nor a run has, and why they may stand there. */
const given: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  '01-recipe-or-experience': { 10: 'a setting to try', 300: 'a setting to try' },
  '02-nearest-neighbours': { 28: 'pixels of a side', 784: 'pixels of a digit', '3.0': 'version of a licence' },
  '03-parameters': { 20: 'the highest degree' },
  '04-loss-and-going-down': { 100: 'the highest number of the game' },
  '05-a-network-that-reads': { 14: 'a chapter', 300: 'a pixel', 302: 'a pixel', 784: 'pixels of a digit' },
  '06-memory': { 784: 'pixels of a digit' },
  '09-depth': { '1.4': 'a setting to try' },
  '11-gpt': { 300: 'three million, in Chinese' },
};

/** What a chapter says, without its blocks, code and links. */
function prose(text: string): string {
  return text
    .replace(/^# \d+\./, '')
    .replace(/```[\s\S]*?```/g, '')
    .replace(/`[^`]*`/g, '')
    .replace(/\]\([^)]*\)/g, ']');
}

/** All numbers among the settings of a chapter's blocks, those that they leave out too. */
function settingsOf(text: string): Set<string> {
  const values = fencesIn(text).flatMap(({ body }) => {
    const { block } = parseBlock(body);
    return block?.kind === 'experiment' ? Object.values(block.settings).flat(2) : [];
  });
  return new Set(values.filter((value) => typeof value === 'number').map(String));
}

describe('the text of the chapters', () => {
  for (const language of ['en', 'zh-cn']) {
    it(`has no number that a run ought to say, in ${language}`, () => {
      const folder = path.join(root, 'media/road', language);
      for (const file of fs.readdirSync(folder)) {
        const text = fs.readFileSync(path.join(folder, file), 'utf8');
        const settings = settingsOf(text);
        // Single digits count things and name digits; years are history.
        const numbers = (prose(text).match(/\d[\d,.]*\d/g) ?? []).filter((number) => !/^(18|19|20)\d\d$/.test(number));
        const own = given[path.basename(file, '.md')] ?? {};
        const unexplained = numbers.filter((number) => !settings.has(number.replaceAll(',', '')) && !(number in own));
        assert.deepEqual(unexplained, [], `${language}/${file}`);
      }
    });
  }
});
