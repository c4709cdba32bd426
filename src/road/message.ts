import texts from '../../media/l10n/road.json' with { type: 'json' };
import type { Language } from '../localisation.ts';
import { writtenNumber } from './numbers.ts';

/** The texts of the road, in media/l10n/road.json. */
export type RoadKey = keyof typeof texts;

/** A number is written as `writtenNumber` does; whoever wants it otherwise writes it and gives the string. */
type MessageParameter = string | number | Message;

/** A sentence of the road that is not made yet: a stored result reads in whatever language its reader has. */
export interface Message {
  readonly key: RoadKey;
  readonly parameters?: Readonly<Record<string, MessageParameter>>;
}

/** A sentence by its key; its parameters are put in when it is made. */
export function message(key: RoadKey, parameters?: Message['parameters']): Message {
  return parameters ? { key, parameters } : { key };
}

/** A text that is the same in every language: a token, a formula's letter, a file's name. */
export function literal(text: string | number): Message {
  return message('road.literal', { text });
}

/** Several, one after another, at least one: `a, b, c` in English. */
export function listed([first, ...rest]: readonly Message[]): Message {
  return rest.length === 0 ? first : message('road.list', { first, rest: listed(rest) });
}

const table = texts as Readonly<Record<string, Readonly<Record<Language, string>>>>;

/** Whether there is a text with this key: some belong to a field only where it has more to say. */
export function isRoadKey(key: string): key is RoadKey {
  return Object.hasOwn(table, key);
}

/** The text of a field: its own, or, as of a seed, that of all fields of this name. */
export function fieldText(experiment: string, field: string, suffix = ''): Message | undefined {
  const keys = [`${experiment}.${field}${suffix}`, `field.${field}${suffix}`];
  const key = keys.find(isRoadKey);
  return key && message(key);
}

/** The sentence in a language. A stored message whose text is gone shows its key. */
export function roadText(language: Language, { key, parameters = {} }: Message): string {
  const text = table[key]?.[language] ?? key;
  return text.replace(/\{(\w+)\}/g, (whole, name) => {
    const parameter = parameters[name];
    if (parameter === undefined) return whole;
    if (typeof parameter === 'number') return writtenNumber(parameter);
    return typeof parameter === 'string' ? parameter : roadText(language, parameter);
  });
}
