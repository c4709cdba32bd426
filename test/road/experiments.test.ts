import assert from 'node:assert/strict';
import * as v from 'valibot';
import type { Experiment } from '../../src/road/experiment.ts';
import { experiments } from '../../src/road/experiments.ts';
import { settingsSchema, startOf } from '../../src/road/field.ts';
import { fieldText, isRoadKey, type Message, roadText } from '../../src/road/message.ts';

describe('every experiment', () => {
  for (const experiment of Object.values<Experiment>(experiments)) {
    describe(experiment.name, () => {
      it('is known by its own name', () => {
        assert.equal((experiments as Readonly<Record<string, { name: string }>>)[experiment.name], experiment);
      });

      it('has a title, and a name for each field and each of its options', () => {
        assert.ok(isRoadKey(`${experiment.name}.title`));
        for (const [name, field] of Object.entries(experiment.fields)) {
          assert.ok(fieldText(experiment.name, name), `media/l10n/road.json lacks ${experiment.name}.${name}`);
          if (field.kind !== 'choice') continue;
          for (const option of field.options) {
            const suffix = `.${option}`;
            assert.ok(fieldText(experiment.name, name, suffix), `${experiment.name}.${name}${suffix}`);
          }
        }
      });

      it('begins with settings that fit', () => {
        const start = startOf(experiment.fields);
        assert.deepEqual(v.parse(settingsSchema(experiment.fields), {}), start);
      });

      it('says what is learned, in both languages, where something is', () => {
        const learner = experiment.learner?.(startOf(experiment.fields));
        for (const text of Object.values<Message>({ ...learner })) {
          for (const language of ['en', 'zh-cn'] as const) {
            const written = roadText(language, text);
            assert.ok(!/\{\w+\}/.test(written) && written !== text.key, written);
          }
        }
      });
    });
  }
});
