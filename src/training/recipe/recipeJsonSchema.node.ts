import { toJsonSchema } from '@valibot/to-json-schema';
import texts from '../../../media/l10n/recipe.json' with { type: 'json' };
import type { Language } from '../../localisation.ts';
import { supportedModelTypes } from '../../models/supported.ts';
import { schemeNames } from '../../positions/scheme.ts';
import { recipeSchema } from './recipe.ts';

type JsonSchema = ReturnType<typeof toJsonSchema>;
type Texts = Readonly<Record<string, Readonly<Record<Language, string>>>>;

const count: JsonSchema = { type: 'integer', minimum: 1 };
/** What an editor proposes for config.json; the families accept more than that. */
const modelFields: Readonly<Record<string, JsonSchema>> = {
  model_type: { enum: [...supportedModelTypes] },
  n_layer: count,
  n_head: count,
  n_embd: count,
  n_positions: count,
  position_scheme: { enum: [...schemeNames] },
  position_scale: { type: 'number', exclusiveMinimum: 0 },
  num_hidden_layers: count,
  num_attention_heads: count,
  num_key_value_heads: count,
  hidden_size: count,
  intermediate_size: count,
  max_position_embeddings: count,
};

/** The JSON schema of a recipe, with what every field means in a language. Throws where a text is missing. */
export function recipeJsonSchema(language: Language): JsonSchema {
  const schema = toJsonSchema(recipeSchema, { typeMode: 'input' });
  Object.assign(schema.properties?.model ?? {}, {
    properties: modelFields,
  });
  return described(schema, [], language);
}

/** Texts by path: a field of any of the kinds of data is `data.FIELD`. */
function described(schema: JsonSchema, path: readonly string[], language: Language): JsonSchema {
  const key = path.join('.') || 'recipe';
  const text = (texts as Texts)[key]?.[language];
  if (text === undefined) throw new RangeError(`media/l10n/recipe.json has no “${key}”`);
  return { ...inner(schema, path, language), markdownDescription: text } as JsonSchema;
}

function inner(schema: JsonSchema, path: readonly string[], language: Language): JsonSchema {
  const kinds = (some: JsonSchema['anyOf']) => some?.map((kind) => inner(kind as JsonSchema, path, language));
  const fields = Object.entries(schema.properties ?? {}).map(([name, field]) => {
    return [name, described(field as JsonSchema, [...path, name], language)];
  });
  return {
    ...schema,
    ...(schema.properties && { properties: Object.fromEntries(fields) }),
    ...(schema.anyOf && { anyOf: kinds(schema.anyOf) }),
    ...(schema.oneOf && { oneOf: kinds(schema.oneOf) }),
  };
}

/** What the files of media/schemas hold, by name. */
export function recipeSchemaFiles(): Readonly<Record<string, string>> {
  const languages: readonly Language[] = ['en', 'zh-cn'];
  return Object.fromEntries(
    languages.map((language) => [
      `recipe.${language}.json`,
      `${JSON.stringify(recipeJsonSchema(language), null, 2)}\n`,
    ]),
  );
}
