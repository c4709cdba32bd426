import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { useTemporaryFolder } from '../checkpoint/temporaryFolder.ts';
import { root } from './paths.ts';
import { desktopCode, documentToOpen, openOnDesktop } from './startTarget.ts';
import type { Vscode } from './vscode.ts';
import { workbenchAddress } from './workbench.ts';

describe('npm start -- FILE', () => {
  const temporary = useTemporaryFolder();
  const made = () => {
    const file = path.join(temporary(), '我的 notes & 100%.md');
    fs.writeFileSync(file, '# 你好\n');
    return file;
  };

  it('opens the sample where no file is named', () => {
    assert.match(fs.readFileSync(documentToOpen(undefined, temporary()), 'utf8'), /Look under the hood/);
  });

  it('finds a file with blanks and Chinese in its name, also from where the command was given', () => {
    const file = made();
    assert.equal(documentToOpen(file, root), file);
    assert.equal(documentToOpen(path.basename(file), temporary()), file);
    assert.equal(documentToOpen(path.join('..', path.basename(temporary()), path.basename(file)), temporary()), file);
  });

  it('hands exactly that file to a VS Code server', () => {
    const file = made();
    const address = workbenchAddress({ host: '127.0.0.1:8080' } as Vscode, { folder: temporary(), file });
    const { searchParams } = new URL(address);
    assert.equal(searchParams.get('folder'), temporary());
    const payload = Object.fromEntries(JSON.parse(searchParams.get('payload')!));
    assert.equal(payload.openFile, `vscode-remote://127.0.0.1:8080${file}`);
  });

  it('says what is wrong with a file that is not there, or is a folder', () => {
    assert.throws(() => documentToOpen('missing.md', temporary()), {
      message: `There is no file ${path.join(temporary(), 'missing.md')}.`,
    });
    assert.throws(() => documentToOpen('.', temporary()), {
      message: `${temporary()} is a folder; name a file that is in it.`,
    });
    const parameters = ['--import', 'tsx', path.join(root, 'test/harness/start.ts'), 'missing.md'];
    const env = { ...process.env, INIT_CWD: temporary() };
    const { status, stderr } = spawnSync(process.execPath, parameters, { cwd: root, env, encoding: 'utf8' });
    assert.equal(status, 1);
    assert.match(stderr, /^There is no file .*missing\.md\.$/m);
  });

  describe('with the desktop’s code', () => {
    if (process.platform === 'win32') return; // The stand-in is a script of the shell.
    const { PATH } = process.env;
    afterEach(() => {
      process.env.PATH = PATH;
    });
    const standIn = (rest = '') => {
      const code = path.join(temporary(), 'code');
      fs.writeFileSync(code, `#!/bin/sh\nprintf '%s\\n' "$@" > '${temporary()}/told'\n${rest}`, { mode: 0o755 });
      process.env.PATH = temporary() + path.delimiter + PATH;
      return code;
    };
    const here = { variables: { DISPLAY: ':0' }, platform: 'linux', isRoot: false } as const;

    it('opens the file in a window of its own, with the extension', async () => {
      const code = standIn();
      const file = made();
      assert.equal(desktopCode(here), code);
      await openOnDesktop(code, file);
      const told = fs.readFileSync(path.join(temporary(), 'told'), 'utf8').trimEnd().split('\n');
      assert.deepEqual(told, [`--extensionDevelopmentPath=${root}`, '--new-window', temporary(), file]);
    });

    it('says so where it opens no window', async () => {
      await assert.rejects(
        openOnDesktop(standIn('exit 3\n'), made()),
        /could not open a window; npm start -- --server/,
      );
    });

    it('is left alone where it can show no window', () => {
      standIn();
      for (const other of [
        { ...here, isRoot: true },
        { ...here, variables: {} },
        { ...here, variables: { DISPLAY: ':0', VSCODE_IPC_HOOK_CLI: '/socket' } },
      ]) {
        assert.equal(desktopCode(other), undefined);
      }
      assert.ok(desktopCode({ ...here, variables: {}, platform: 'darwin' }));
    });
  });
});
