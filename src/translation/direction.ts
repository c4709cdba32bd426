/** Languages that a source may be in, as far as its script tells. */
type SourceLanguage = 'zh' | 'en';

/** What a translator reads, by the name of its folder, as of `opus-mt-zh-en`; undefined where it does not say. */
export function languageRead(name: string): SourceLanguage | undefined {
  const found = /(?:^|[-_/.])(zh|en)[-_](?:zh|en)(?:$|[-_/.])/i.exec(name);
  return found?.[1].toLowerCase() as SourceLanguage | undefined;
}

/** Chinese where there is any Chinese character, English where there are other letters, undefined where there are none. */
export function languageWritten(text: string): SourceLanguage | undefined {
  if (/\p{Script=Han}/u.test(text)) return 'zh';
  return /\p{L}/u.test(text) ? 'en' : undefined;
}
