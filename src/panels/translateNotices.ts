import { codedSentence, type Language, translate } from '../localisation.ts';
import type { Notice } from '../protocol/page.ts';
import type { SystemRun, TranslationRun } from '../protocol/translation.ts';
import { languageRead, languageWritten } from '../translation/direction.ts';

/** What a person should know about the translations that are shown, in sentences. */
export function translateNotices(language: Language, { text, systems }: TranslationRun): Notice[] {
  const notices: Notice[] = [];
  const written = languageWritten(text);
  const foreign = systems.filter(({ name, error }) => {
    const read = languageRead(name);
    return !error && read !== undefined && written !== undefined && read !== written;
  });
  if (foreign.length > 0) {
    const key = written === 'en' ? 'translate.needsChinese' : 'translate.needsEnglish';
    notices.push({ severity: 'warning', text: translate(language, key, { models: names(language, foreign) }) });
  }
  for (const [characters, unaware] of groups(systems)) {
    const parameters = { models: names(language, unaware), characters };
    notices.push({ severity: 'warning', text: translate(language, 'translate.neverSeen', parameters) });
  }
  return notices;
}

/** Why each system that did not translate did not, by its index. */
export function failuresOf(language: Language, run: TranslationRun | undefined): Record<number, string> {
  const failed = (run?.systems ?? []).flatMap(({ error }, i) => {
    return error ? [[i, codedSentence(language, error)] as const] : [];
  });
  return Object.fromEntries(failed);
}

/** Systems by the characters that they have never seen. */
function groups(systems: readonly SystemRun[]): Map<string, readonly SystemRun[]> {
  const found = new Map<string, readonly SystemRun[]>();
  for (const system of systems) {
    const characters = system.unknown.map(visible).join(' ');
    if (characters !== '') found.set(characters, [...(found.get(characters) ?? []), system]);
  }
  return found;
}

/** Blanks by their code points: nobody would see them. */
function visible(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  return character.trim() === '' ? `U+${code.toString(16).toUpperCase().padStart(4, '0')}` : character;
}

function names(language: Language, systems: readonly SystemRun[]): string {
  return new Intl.ListFormat(language).format(systems.map(({ name }) => name));
}
