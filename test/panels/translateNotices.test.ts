import assert from 'node:assert/strict';
import { failuresOf, translateNotices } from '../../src/panels/translateNotices.ts';
import type { SystemRun, TranslationRun } from '../../src/protocol/translation.ts';
import { languageRead, languageWritten } from '../../src/translation/direction.ts';

const system = (name: string, rest: Partial<SystemRun> = {}): SystemRun => ({
  ...{ folder: `/${name}`, name, source: [], unknown: [], milliseconds: 1 },
  ...rest,
});
const run = (text: string, systems: readonly SystemRun[]) => ({ text, systems }) as TranslationRun;

describe('what is said of translations', () => {
  it('is nothing where all is well', () => {
    assert.deepEqual(translateNotices('en', run('我爱你', [system('underhood-zh-en-rnn'), system('mine')])), []);
    assert.deepEqual(failuresOf('en', undefined), {});
  });

  it('names the models that were trained on another language', () => {
    const systems = [system('underhood-zh-en-rnn'), system('Helsinki-NLP/opus-mt-en-zh'), system('mine')];
    const [notice, ...others] = translateNotices('en', run('I love you', systems));
    assert.deepEqual([others, notice.severity], [[], 'warning']);
    assert.match(notice.text, /^underhood-zh-en-rnn: trained to translate Chinese/);
    assert.match(
      translateNotices('zh-cn', run('我爱你', systems))[0].text,
      /^Helsinki-NLP\/opus-mt-en-zh 只学过翻译英文/,
    );
    assert.deepEqual(translateNotices('en', run('123', systems)), []);
  });

  it('names the characters that were never seen, once for all who have not', () => {
    const unknown = ['龘', '\n'];
    const systems = [system('a', { unknown }), system('b', { unknown }), system('c', { unknown: ['龘'] })];
    const texts = translateNotices('en', run('龘\n', systems)).map(({ text }) => text);
    assert.equal(texts.length, 2);
    assert.match(texts[0], /^a and b: .*: 龘 U\+000A$/);
    assert.match(texts[1], /^c: .*: 龘$/);
  });

  it('says why a system did not translate', () => {
    const error = { code: 'translate.tooLong', parameters: { length: 30, limit: 20 } } as const;
    const failures = failuresOf('zh-cn', run('我', [system('a'), system('b', { error })]));
    assert.deepEqual(Object.keys(failures), ['1']);
    assert.match(failures[1], /30.*20/);
  });

  it('reads directions off names, and languages off scripts', () => {
    assert.deepEqual(
      ['underhood-zh-en-rnn', 'opus-mt-en-zh', 'zh_en', 'frozen-zen-end', 'my-translator', 'opus-mt-de-en'].map(
        languageRead,
      ),
      ['zh', 'en', 'zh', undefined, undefined, undefined],
    );
    assert.deepEqual(['我 love', 'love', '1 + 1', ''].map(languageWritten), ['zh', 'en', undefined, undefined]);
  });
});
