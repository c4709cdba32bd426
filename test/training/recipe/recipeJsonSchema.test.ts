import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import texts from '../../../media/l10n/recipe.json' with { type: 'json' };
import { recipeJsonSchema, recipeSchemaFiles } from '../../../src/training/recipe/recipeJsonSchema.node.ts';
import { messages } from '../../harness/manifestRules.ts';

describe('The JSON schema of recipes', () => {
  it('is in media/schemas as `npm run schemas` writes it', () => {
    for (const [name, text] of Object.entries(recipeSchemaFiles())) {
      assert.equal(readFileSync(path.join(__dirname, '../../../media/schemas', name), 'utf8'), text, name);
    }
  });

  it('says in both languages what every field means, and of nothing else', () => {
    assert.deepEqual(messages({ 'media/l10n/recipe.json': texts }), []);
    const used = new Set(Object.values(descriptions(recipeJsonSchema('en'))));
    const unused = Object.entries(texts).filter(([, { en }]) => !used.has(en));
    assert.deepEqual(unused, []);
  });

  it('knows bounds, defaults, and no other fields', () => {
    const { properties, additionalProperties, required } = recipeJsonSchema('zh-cn');
    const training = properties?.training as { properties: Record<string, Record<string, unknown>> };
    const { batch, dropout } = training.properties;
    assert.deepEqual([batch.minimum, batch.default, dropout.exclusiveMaximum], [1, 8, 1]);
    assert.equal(batch.markdownDescription, texts['training.batch']['zh-cn']);
    assert.deepEqual([additionalProperties, required], [false, ['data', 'output']]);
  });
});

/** Every description in a schema, by an arbitrary path. */
function descriptions(schema: unknown, at = ''): Record<string, string> {
  if (typeof schema !== 'object' || schema === null) return {};
  return Object.fromEntries(
    Object.entries(schema).flatMap(([name, value]) =>
      name === 'markdownDescription' && typeof value === 'string'
        ? [[at, value]]
        : Object.entries(descriptions(value, `${at}/${name}`)),
    ),
  );
}
