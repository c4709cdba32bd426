import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import {
  type Contributions,
  commandsWork,
  contextKeysAreSet,
  type DefaultKeys,
  keysAreFree,
  type System,
  settingsAreWhole,
  textsLeadSomewhere,
} from './contributionRules.ts';
import { root } from './paths.ts';

const bound = (system: System): DefaultKeys =>
  JSON.parse(fs.readFileSync(path.join(root, 'test/fixtures/keys', `${system}.json`), 'utf8'));
const defaults = { linux: bound('linux'), mac: bound('mac'), win: bound('win') };

describe('the keys of the extension', () => {
  const { contributes } = JSON.parse(fs.readFileSync(path.join(root, 'package.json'), 'utf8')) as {
    readonly contributes: Contributions;
  };

  it('clash with none of VS Code’s own on Linux, macOS and Windows', () => {
    assert.ok(contributes.keybindings.length > 0);
    for (const [system, keys] of Object.entries(defaults)) assert.ok(Object.keys(keys).length > 300, system);
    assert.deepEqual(keysAreFree(contributes.keybindings, defaults), []);
  });

  it('would be found where they clash, as a whole, as a beginning, or behind one', () => {
    const clashes = (key: string, mac = key) =>
      keysAreFree([{ command: 'x', key, mac }], { linux: defaults.linux, mac: defaults.mac, win: {} });
    assert.match(
      clashes('ctrl+k ctrl+s').join(),
      /On linux, ctrl\+k ctrl\+s is workbench\.action\.openGlobalKeybindings/,
    );
    assert.match(clashes('ctrl+k', 'cmd+k x').join(), /On linux, ctrl\+k ctrl\+/);
    assert.match(clashes('f1 x').join(), /On linux, f1 is workbench\.action\.showCommands/);
    assert.match(clashes('ctrl+k x', 'cmd+k cmd+s').join(), /^On mac/);
  });
});

describe('commandsWork', () => {
  const manifest = (commands: Contributions['commands'], menus: Contributions['menus'] = {}) => ({
    ...{ commands, menus, keybindings: [] },
  });

  it('wants to know of each command where it works', () => {
    assert.deepEqual(commandsWork(manifest([{ command: 'a', enablement: 'x' }, { command: 'b' }]), ['b']), []);
    assert.match(commandsWork(manifest([{ command: 'a' }]), []).join(), /a can be chosen where it cannot work/);
    assert.match(commandsWork(manifest([{ command: 'a', enablement: 'x' }]), ['a']).join(), /says where/);
    const hidden = manifest([{ command: 'a' }], { commandPalette: [{ command: 'a', when: 'false' }] });
    assert.deepEqual(commandsWork(hidden, []), []);
  });

  it('wants menus and keys that say when, of commands that there are', () => {
    const problems = commandsWork(manifest([], { 'view/title': [{ command: 'a' }] }), ['b']).join('\n');
    assert.match(problems, /names a, which is no command[\s\S]*shows a everywhere[\s\S]*b is listed, but no command/);
    const keyed = { ...manifest([{ command: 'a' }]), keybindings: [{ command: 'a', key: 'f9' }] };
    assert.match(commandsWork(keyed, ['a']).join(), /takes effect everywhere/);
  });
});

describe('contextKeysAreSet', () => {
  const asks = (when: string, source: string) => contextKeysAreSet({ menus: [{ when }] }, [source]);

  it('finds what nothing sets, and knows what is put together', () => {
    assert.deepEqual(asks('underhood.isBusy && x', "setContext('underhood.isBusy', true)"), []);
    assert.match(asks('!underhood.isBusy', 'nothing').join(), /Nothing sets underhood\.isBusy/);
    const ticked = { steps: [{ completionEvents: ['onContext:underhood.did.road'] }] };
    assert.deepEqual(contextKeysAreSet(ticked, [`setContext(\`underhood.did.\${what}\`, true)`]), []);
    assert.equal(contextKeysAreSet(ticked, []).length, 1);
  });

  it('takes no name of a view for a key', () => {
    assert.deepEqual(asks('view == underhood.models && activeWebviewPanelId =~ /^underhood\\./', ''), []);
  });
});

describe('textsLeadSomewhere', () => {
  const check = (text: string) => textsLeadSomewhere({ text }, ['a.b'], (path) => path === 'media/x.webp');

  it('accepts commands and files that there are', () => {
    assert.deepEqual(check('[Do](command:a.b)\n[Do it](command:a.b?%5B%22x%22%5D)'), []);
    assert.deepEqual([...check('media/x.webp'), ...check('It lies in media/y.webp, they say.')], []);
  });

  it('finds what there is not', () => {
    assert.match(check('[Do](command:a.c)').join(), /a\.c, which is no command/);
    assert.match(check('[Do](command:a.b?%7B%7D)').join(), /no list/);
    assert.match(check('[Do](command:a.b?[)').join(), /no list/);
    assert.match(check('media/y.webp').join(), /no file/);
  });
});

describe('settingsAreWhole', () => {
  const whole = { markdownDescription: '%a%', scope: 'machine', order: 1 };

  it('accepts what is explained and bounded', () => {
    const a = { ...whole, type: 'integer', minimum: 0, maximum: 9, default: 0 };
    const b = { ...whole, order: 2, type: 'string', enum: ['x'], enumDescriptions: ['%x%'], default: 'x' };
    assert.deepEqual(settingsAreWhole({ a, b, c: { ...whole, order: 3, type: 'boolean', default: true } }), []);
  });

  it('finds what is not', () => {
    const wrong = (setting: object) => settingsAreWhole({ a: { ...whole, ...setting } }).join('\n');
    assert.match(wrong({ type: 'boolean', default: 1 }), /of another type/);
    assert.match(wrong({ type: 'integer', default: 1 }), /no limits/);
    assert.match(wrong({ type: 'integer', minimum: 2, maximum: 3, default: 1 }), /beyond its limits/);
    assert.match(wrong({ type: 'string', default: '' }), /any text/);
    assert.match(wrong({ type: 'string', pattern: '^x$', default: '' }), /does not allow/);
    assert.match(wrong({ enum: ['x'], default: 'y' }), /each of its values[\s\S]*does not allow/);
    assert.match(settingsAreWhole({ a: {} }).join(), /not explained.*no scope.*no place/);
  });
});
