import assert from 'node:assert/strict';
import { sentence } from '../../src/localisation.ts';
import { failuresOf, translateNotices } from '../../src/panels/translateNotices.ts';
import type { SystemRun, TranslationRun } from '../../src/protocol/translation.ts';
import { languageRead, languageWritten } from '../../src/translation/direction.ts';
import { whyNone } from '../../src/translation/whyNone.ts';

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

  it('says of a text that is too long that it is of another language as well, where it is for all systems', () => {
    const error = { code: 'translate.tooLong', parameters: { length: 500, limit: 64 } } as const;
    const codeOf = (text: string, ...names: string[]) =>
      whyNone(
        text,
        names.map((name) => system(name, { error })),
      ).code;
    assert.equal(codeOf('I love you', 'underhood-zh-en-rnn', 'underhood-zh-en-attention'), 'translate.longNotChinese');
    assert.equal(codeOf('我爱你', 'opus-mt-en-zh'), 'translate.longNotEnglish');
    for (const names of [['opus-mt-en-zh'], ['mine'], ['underhood-zh-en-rnn', 'mine']])
      assert.equal(codeOf('I love you', ...names), 'translate.tooLong');
    assert.equal(codeOf('1 + 1', 'opus-mt-en-zh'), 'translate.tooLong');
    assert.equal(whyNone('我', []).code, 'translate.noSystem');
    const blank = system('underhood-zh-en-rnn', { error: { code: 'model.none', parameters: {} } });
    assert.equal(whyNone('love', [blank]).code, 'model.none');
    const said = sentence('en', whyNone('I love you', [system('underhood-zh-en-rnn', { error })]));
    assert.match(said, /500 tokens.*longer than the 64.*Select a Chinese sentence/);
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
