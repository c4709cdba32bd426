import errors from '../media/l10n/errors.json' with { type: 'json' };
import host from '../media/l10n/host.json' with { type: 'json' };
import page from '../media/l10n/page.json' with { type: 'json' };
import { type CodedMessage, type ErrorCode, type Parameters, UnderhoodError } from './errors.ts';

export type Language = 'en' | 'zh-cn';
/** One sentence in every language: the two stand side by side in media/l10n, so that neither is forgotten. */
type Message = Readonly<Record<Language, string>>;
export type HostKey = keyof typeof host;
export type PageKey = keyof typeof page;
type MessageKey = ErrorCode | HostKey | PageKey;

const messages: Readonly<Record<string, Message>> = { ...errors, ...host, ...page };

/** The sentence for `key` with `{name}` replaced by parameters; an unknown parameter stays visible as `{name}`. */
export function translate(language: Language, key: MessageKey, parameters: Parameters = {}): string {
  return messages[key][language].replace(/\{(\w+)\}/g, (whole, name) => String(parameters[name] ?? whole));
}

/** Any thrown value as a sentence for a person. */
export function sentence(language: Language, error: unknown): string {
  if (error instanceof UnderhoodError) return codedSentence(language, error);
  return translate(language, 'unexpected', { detail: error instanceof Error ? error.message : String(error) });
}

/** What went wrong, as it crosses boundaries, as a sentence for a person. */
export function codedSentence(language: Language, { code, parameters }: CodedMessage): string {
  if (code !== 'training.diverged') return translate(language, code, parameters);
  return translate(language, code, { ...parameters, block: partName(language, String(parameters.block)) });
}

/** Whether pages have a sentence of that name. */
export function isPageKey(key: string): key is PageKey {
  return Object.hasOwn(page, key);
}

/** The name of a part of a model that trains, as `blockOf` calls it: `3`, `encoder.0`, `embeddings` and so on. */
export function partName(language: Language, part: string): string {
  const [, half, layer = ''] = /^(?:(encoder|decoder)\.)?(\d+)$/.exec(part) ?? [];
  const name = layer === '' ? part : half === undefined ? 'layer' : `${half}Layer`;
  const key = `training.block.${name}`;
  return isPageKey(key) ? translate(language, key, { layer }) : part;
}

/** `zh-cn` for any Chinese locale, otherwise English. */
export function languageOf(locale: string): Language {
  return locale.toLowerCase().startsWith('zh') ? 'zh-cn' : 'en';
}
