import assert from 'node:assert/strict';
import { StepTimes } from '../../src/commands/train/stepTimes.ts';
import type { ProposedModel } from '../../src/training/recipe/proposedModel.ts';
import { until } from './extension.ts';
import { asks, memento, TrainCommand } from './trainCommand.ts';

const { start, data, size } = asks;

describe('how long a step takes', () => {
  const trainCommand = TrainCommand.use();

  it('times steps of every kind of model in the training process', async () => {
    const command = trainCommand();
    const times = new StepTimes(
      { measure: (models, vocabulary) => command.parts.jobs.stepTimes(models, vocabulary) },
      memento(),
      'test',
    );
    const models: readonly ProposedModel[] = [
      { kind: 'gpt', size: '0.1M' },
      { kind: 'gpt', size: '3M' },
      { kind: 'recurrent', size: '0.1M' },
      { kind: 'transformer', size: 'small' },
    ];
    let news = 0;
    const watching = times.watch(models, () => news++);
    await until('all times', () => models.every((model) => times.of(model) !== undefined) || times.error !== undefined);
    watching.dispose();
    assert.equal(times.error, undefined);
    const [smallest, larger] = models.map((model) => times.of(model) ?? 0);
    assert.ok(smallest > 0 && smallest < larger, `${smallest} ms, ${larger} ms`);
    assert.equal(news, models.length);
  });

  it('measures what is asked about now, where that was left that was asked about before', async () => {
    const asked: string[] = [];
    let go = (): void => undefined;
    const times = new StepTimes(
      {
        async *measure(models) {
          for (const model of models) {
            asked.push(`${model.kind} ${model.size}`);
            if (asked.length === 1) {
              await new Promise<void>((resolve) => {
                go = resolve;
              });
            }
            yield { model, milliseconds: 1 };
          }
        },
      },
      memento(),
      'test',
    );
    const first = times.watch(
      [
        { kind: 'gpt', size: '0.1M' },
        { kind: 'gpt', size: '10M' },
      ],
      () => {},
    );
    await until('the first to be measured', () => asked.length === 1);
    first.dispose();
    const second = times.watch([{ kind: 'additive', size: 'small' }], () => {});
    go();
    await until('the second', () => times.of({ kind: 'additive', size: 'small' }) === 1);
    assert.deepEqual(asked, ['gpt 0.1M', 'additive small']);
    second.dispose();
  });

  it('offers sizes before it is known how long they take, and says where it cannot be', async () => {
    const command = trainCommand();
    const { questions } = command;
    await command.openStory();
    let go = (): void => undefined;
    const ended = command.begin(async function* () {
      await new Promise<void>((resolve) => {
        go = resolve;
      });
      yield { model: { kind: 'gpt', size: '0.1M' }, milliseconds: 1000 };
      throw new Error('no runtime');
    });
    await questions.choose(start, /new model/);
    await questions.choose(data, /This file/);
    const sizes = await questions.pick(size);
    assert.ok(sizes.items.every(({ detail }) => /Measuring/.test(detail ?? '')));
    await questions.moveTo(2);
    go();
    await until('the first time', () => /About 33 min/.test(sizes.items[0].detail ?? ''));
    await until('the reason', () => /could not be measured.*no runtime/.test(sizes.items[1].detail ?? ''));
    assert.equal(sizes.activeItems[0], sizes.items[2], 'what is chosen stays so');
    await questions.close();
    await ended;
  });
});
