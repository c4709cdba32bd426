import assert from 'node:assert/strict';
import { withoutFolders } from '../../src/export/withoutFolders.ts';

describe('what a file does not say of the computer it was saved on', () => {
  it('is where models, runs and recipes lie: each is called by its name', () => {
    const data = Float32Array.of(1, 2);
    const state = {
      run: { text: '/home/ada/models/small', model: { folder: '/home/ada/models/small', name: 'small' }, data },
      race: { contestants: [{ scheme: 'none', folder: '/home/ada/races/1/none' }] },
      summary: { recipe: 'C:\\Users\\ada\\tale.json', folder: 'C:\\Users\\ada\\tale', name: 'tale' },
      navigation: { system: '/home/ada/models/small', view: 'steps' },
    };
    const held = withoutFolders(state);
    assert.deepEqual(held, {
      run: { text: '/home/ada/models/small', model: { folder: 'small', name: 'small' }, data },
      race: { contestants: [{ scheme: 'none', folder: 'none' }] },
      summary: { recipe: 'tale.json', folder: 'tale', name: 'tale' },
      navigation: { system: 'small', view: 'steps' },
    });
    assert.equal(held.run.data, data);
  });

  it('tells apart what has the same name, as often as it is named', () => {
    const systems = ['/a/marian', '/b/marian', '/a/marian'].map((folder) => ({ folder, name: 'marian' }));
    assert.deepEqual(
      withoutFolders(systems).map(({ folder }) => folder),
      ['marian', 'marian (2)', 'marian'],
    );
  });

  it('is named by no error either', () => {
    const parameters = { file: '/home/ada/models/small/config.json', count: 3 };
    const held = withoutFolders({ systems: [{ folder: '/home/ada/models/small', error: { code: 'x', parameters } }] });
    assert.deepEqual(held.systems[0].error.parameters, { file: 'small/config.json', count: 3 });
  });

  it('leaves a message alone in which no place is named', () => {
    const state = { run: { text: 'a' } };
    assert.equal(withoutFolders(state), state);
  });
});
