import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { exploreItems, exploreRow, isExploreName } from '../../../src/editor/views/exploreItems.ts';
import { modelRow } from '../../../src/editor/views/modelItems.ts';
import { raceRow, runRow } from '../../../src/editor/views/trainingItems.ts';
import { UnderhoodError } from '../../../src/errors.ts';
import { translate } from '../../../src/localisation.ts';
import type { RaceState } from '../../../src/protocol/race.ts';
import type { TrainingStatus } from '../../../src/protocol/training.ts';
import type { ModelFacts } from '../../../src/shelf/modelFacts.node.ts';
import type { ShelvedModel } from '../../../src/shelf/modelShelf.ts';
import { root } from '../../harness/paths.ts';

const languages = ['en', 'zh-cn'] as const;
const readJson = (file: string) => JSON.parse(fs.readFileSync(path.join(root, file), 'utf8'));

describe('what can be done, as rows', () => {
  const manifest = readJson('package.json');
  const titles = { en: readJson('package.nls.json'), 'zh-cn': readJson('package.nls.zh-cn.json') };
  const names = Object.keys(exploreItems).filter(isExploreName);

  for (const name of names) {
    it(`has the title and the icon of its command: ${name}`, () => {
      const { command } = exploreItems[name];
      const contributed = manifest.contributes.commands.find((one: { command: string }) => one.command === command);
      for (const language of languages) {
        const row = exploreRow(language, name, true);
        assert.equal(row.label, titles[language][contributed.title.slice(1, -1)]);
        assert.equal(`$(${row.icon})`, contributed.icon);
      }
    });
  }

  it('says that it begins with a sample where no text is open, if it needs one', () => {
    const hint = translate('en', 'explore.onSample');
    assert.ok(exploreRow('en', 'explain', false).tooltip.includes(hint));
    assert.ok(!exploreRow('en', 'explain', true).tooltip.includes(hint));
    assert.ok(!exploreRow('en', 'road', false).tooltip.includes(hint));
  });

  it('finds its sentences in the sample document', () => {
    const sample = fs.readFileSync(path.join(root, 'media/sample/welcome.md'), 'utf8');
    for (const language of languages) {
      for (const key of ['sample.sentence', 'sample.beginning'] as const) {
        assert.equal(sample.split(translate(language, key)).length, 2, `${key} in ${language} is there once`);
      }
    }
  });
});

describe('a model as a row', () => {
  const model: ShelvedModel = { folder: '/models/tale', place: 'trained', recipe: '/tale.json', isChosen: false };
  const facts: ModelFacts = {
    ...{ kind: 'transformer', family: 'gpt2', parameters: 2_615_424, bytes: 5_230_848, precision: 'F16' },
    ...{ contextLength: 256, measured: { by: 'loss', nats: 1.8324, step: 812 } },
  };

  it('has size, family and loss beside its name, and more when pointed at', () => {
    const row = modelRow('en', model, facts);
    assert.deepEqual([row.label, row.description, row.icon], ['tale', '2.6 M · gpt2 · 1.832 nats', 'layers']);
    assert.match(row.tooltip, /2,615,424 parameters stored as F16, 5\.23\sMB/);
    assert.match(row.tooltip, /256 tokens/);
    assert.match(row.tooltip, /1\.832 nats per token, at step 812/);
    assert.equal(row.spoken, 'tale, 2.6 M, gpt2, 1.832 nats');
    assert.equal(modelRow('zh-cn', model, facts).description, '262万 · gpt2 · 1.832 奈特');
  });

  it('has other measures where those were taken, or none', () => {
    const chrf = { by: 'chrf', chrf: 45.06, sentences: 1006 } as const;
    assert.equal(modelRow('en', model, { ...facts, measured: chrf }).description, '2.6 M · gpt2 · chrF 45.1');
    const bits = { by: 'bits', bitsPerByte: 1.73997, bytes: 144_274 } as const;
    assert.equal(modelRow('en', model, { ...facts, measured: bits }).description, '2.6 M · gpt2 · 1.740 bits/byte');
    const unmeasured = modelRow('en', model, { ...facts, measured: undefined });
    assert.equal(unmeasured.description, '2.6 M · gpt2');
    assert.match(unmeasured.tooltip, /not measured/);
  });

  it('is marked where it is chosen, not by colour alone', () => {
    const row = modelRow('en', { ...model, isChosen: true }, facts);
    assert.equal(row.icon, 'check');
    assert.match(row.tooltip, /explained now/);
    assert.match(row.spoken, /^tale, explained now, /);
    assert.match(
      modelRow('en', { ...model, isChosen: true }, { ...facts, kind: 'translator' }).spoken,
      /translates now/,
    );
  });

  it('tells menus what can be done with it', () => {
    const context = (changes: Partial<ShelvedModel>, kind: ModelFacts['kind'] = 'transformer') =>
      modelRow('en', { ...model, ...changes }, { ...facts, kind }).context;
    assert.equal(context({}), 'model transformer trained forgettable');
    assert.equal(context({ place: 'bundled', recipe: undefined }, 'translator'), 'model translator');
    assert.equal(context({ place: 'cached', recipe: undefined }), 'model transformer');
    assert.equal(context({ place: 'opened', recipe: undefined }, 'recurrent'), 'model recurrent forgettable');
  });

  it('says why it cannot be opened', () => {
    const reason = new UnderhoodError('checkpoint.folderMissing', { folder: '/models/tale' });
    const row = modelRow('en', model, reason);
    assert.deepEqual([row.label, row.description, row.icon], ['tale', 'cannot be opened', 'warning']);
    assert.equal(row.context, 'model broken trained forgettable');
    assert.ok(row.spoken.includes(translate('en', 'checkpoint.folderMissing', { folder: '/models/tale' })));
  });

  it('shows a hostile name as it is, never as markup', () => {
    const folder = '/models/[x](command:evil) <b>';
    const { tooltip } = modelRow('en', { ...model, folder }, { ...facts, family: '**bold**' });
    assert.ok(!/\]\(command:|<b>|\*\*bold/.test(tooltip), tooltip);
  });
});

describe('what trains, as rows', () => {
  const summary = { name: 'tale', recipe: '/home/me/tale.underhood.json' };
  const status: TrainingStatus = {
    ...{ phase: 'running', step: 812, steps: 2000, loss: 1.9, learningRate: 0.001, rateFactor: 1 },
    ...{ tokensPerSecond: 24_310.4, elapsedSeconds: 41, secondsLeft: 62, evaluations: 8 },
    best: { step: 800, loss: 1.8324 },
  };

  it('say step, loss and time left', () => {
    const row = runRow('en', { summary, status });
    assert.equal(row.description, '812/2,000 · 1.832 nats · 62 s left');
    assert.match(row.tooltip, /step 812 of 2,000/);
    assert.match(row.tooltip, /last step 1\.900 nats/);
    assert.match(row.tooltip, /trained for 41 s, 62 s left, 24,310 tokens a second/);
    assert.equal(row.context, 'run running');
    assert.equal(runRow('zh-cn', { summary, status }).description, '812/2,000 · 1.832 奈特 · 还需 62 秒');
  });

  it('say what is not the rule in words', () => {
    const paused = runRow('en', { summary, status: { ...status, phase: 'paused' } });
    assert.deepEqual([paused.description, paused.icon], ['paused · 812/2,000 · 1.832 nats', 'debug-pause']);
    const beginning = { ...status, step: 0, best: undefined, loss: undefined, secondsLeft: undefined };
    assert.equal(runRow('en', { summary, status: { ...beginning, phase: 'preparing' } }).description, 'preparing');
    assert.equal(runRow('en', { summary, status: beginning }).description, '0/2,000');
  });

  it('add up the steps of a race', () => {
    const contestant = (phase: 'finished' | 'running' | 'idle', step: number) =>
      ({ scheme: 'none', phase, step, evaluations: [], seconds: 0 }) as const;
    const race: RaceState = {
      ...{ name: 'race', settings: { corpus: 'copying', steps: 250, seed: 1 }, phase: 'running' },
      ...{ trainedLength: 64, measuredLength: 256, layers: 2, heads: 2, width: 32, positionScale: 1 },
      contestants: [contestant('finished', 250), contestant('running', 30), contestant('idle', 0)],
      secondsLeft: 130,
    };
    const row = raceRow('en', race);
    assert.equal(row.description, '280/750 · 2 min left');
    assert.match(row.tooltip, /1 of 3 schemes are through/);
    assert.equal(row.context, 'race running');
  });
});
