import assert from 'node:assert/strict';
import {
  commandTable,
  firstMentions,
  longFiles,
  manifestTexts,
  messages,
  settingScopes,
  twins,
  unusedMessages,
  versions,
} from './manifestRules.ts';

describe('manifestTexts', () => {
  const manifest = {
    displayName: '%displayName%',
    license: 'MIT',
    contributes: { commands: [{ command: 'underhood.open', title: '%open%' }] },
  };

  it('is content when both languages have every key', () => {
    const texts = { displayName: 'Underhood', open: 'Open' };
    assert.deepEqual(manifestTexts(manifest, { en: texts, zh: texts }), []);
  });

  it('finds a missing, an empty and an unused text', () => {
    const problems = manifestTexts(manifest, { zh: { displayName: ' ', spare: 'x' } });
    assert.equal(problems.length, 3);
    assert.match(problems.join('\n'), /%displayName%[\s\S]*%open%[\s\S]*“spare”/);
  });

  it('finds a title written in place, but no identifier', () => {
    const written = { contributes: { commands: [{ command: 'underhood.open', title: 'Open' }] } };
    assert.match(manifestTexts(written, {}).join(), /contributes\.commands\[0\]\.title/);
  });
});

describe('settingScopes', () => {
  it('finds a setting that a folder could make', () => {
    const settings = { a: { scope: 'machine' }, b: { scope: 'application' }, c: {}, d: { scope: 'resource' } };
    assert.deepEqual(settingScopes({ a: settings.a, b: settings.b }, []), []);
    const problems = settingScopes(settings, ['d']);
    assert.equal(problems.length, 1);
    assert.match(problems[0], /: c can be set/);
  });
});

describe('commandTable', () => {
  it('finds what is on one side only', () => {
    assert.deepEqual(commandTable(['a', 'b'], ['b', 'a']), []);
    const problems = commandTable(['a', 'b'], ['b', 'c']);
    assert.equal(problems.length, 2);
    assert.match(problems[0], /contributes a/);
    assert.match(problems[1], /registers c/);
  });
});

describe('messages', () => {
  it('wants both languages with the same parameters', () => {
    assert.deepEqual(messages({ f: { k: { en: '{a} of {b}', 'zh-cn': '{b} 之 {a}' } } }), []);
    assert.match(messages({ f: { k: { en: 'x' } } }).join(), /lacks zh-cn/);
    assert.match(messages({ f: { k: { en: '{a}', 'zh-cn': '{b}' } } }).join(), /\{a\}.*\{b\}/);
    assert.match(messages({ f: { k: { en: 'x', 'zh-cn': 'x', fr: 'x' } } }).join(), /unknown language fr/);
  });

  it('wants a key in one file only', () => {
    const entry = { k: { en: 'x', 'zh-cn': 'x' } };
    assert.match(messages({ f: entry, g: entry }).join(), /both in f and in g/);
  });
});

describe('unusedMessages', () => {
  it('knows a key by its quotes, or by its beginning', () => {
    const files = { f: { used: {}, unused: {}, 'also.used': {}, 'part.one': {}, 'other-part.one': {} } };
    const sources = [
      "translate('used')",
      'translate("also.used")',
      'unusedToo',
      `translate(\`part.\${name}\`)`,
      `text(\`other-part.\${name}\`)`,
    ];
    assert.deepEqual(unusedMessages(files, sources), ['f: no source names “unused”.']);
  });
});

describe('versions', () => {
  const manifest = { version: '1.2.3', engines: { vscode: '^1.9.0' }, devDependencies: { '@types/vscode': '^1.9.0' } };

  it('compares the minor version of the editor, the lock file and the change log', () => {
    assert.deepEqual(versions(manifest, { version: '1.2.3' }, '## [1.2.3]'), []);
    const newer = { ...manifest, devDependencies: { '@types/vscode': '^1.10.0' } };
    assert.equal(versions(newer, { version: '1.2.2' }, '## [1.2.2]').length, 3);
  });
});

describe('firstMentions', () => {
  it('wants the English word beside the Chinese one, once a page', () => {
    const text = (chinese: string) => ({ en: 'token', 'zh-cn': chinese });
    const page = { 'a.first': text('每个词元（token）'), 'a.second': text('词元'), 'b.only': text('文字') };
    assert.deepEqual(firstMentions('f', page), []);
    assert.match(firstMentions('f', { ...page, 'c.only': text('词元') }).join(), /“c”/);
  });
});

describe('twins', () => {
  it('finds what is there in one language only', () => {
    assert.deepEqual(twins({ en: ['1.md', '2.md'], 'zh-cn': ['2.md', '1.md'] }), []);
    assert.deepEqual(twins({ en: ['1.md'], 'zh-cn': ['2.md'] }), ['en has no 2.md.', 'zh-cn has no 1.md.']);
  });
});

describe('longFiles', () => {
  it('counts lines', () => {
    assert.deepEqual(longFiles({ f: 'x\n'.repeat(3), g: 'x\n'.repeat(2) }, 2).length, 1);
  });
});
