import { createHash } from 'node:crypto';
import { appendFile, mkdir, readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { UnderhoodError } from '../errors.ts';
import type { Language } from '../localisation.ts';
import { fencesIn } from './block/fences.ts';
import { writeWhole } from './writeWhole.node.ts';

/** A chapter as it comes with the extension. */
export interface Chapter {
  /** The file's name without its ending: the same in every language. */
  readonly name: string;
  readonly title: string;
  /** How many blocks it has. */
  readonly blocks: number;
}

/**
 * The chapters, and the reader's own copies of them, which can be changed. A copy that was not changed is replaced where the
 * extension brings a newer text; one that was is the reader's.
 */
export class ChapterShelf {
  /**
   * @param shipped folder with a folder for each language
   * @param own the reader's; beside each copy lie the digests of all texts that were written there, so that a change is known
   */
  constructor(
    private readonly shipped: string,
    private readonly own: string,
  ) {}

  /** In their order. */
  async chapters(language: Language): Promise<Chapter[]> {
    const folder = path.join(this.shipped, language);
    const files = (await readdir(folder)).filter((file) => /^\d\d-.*\.md$/.test(file)).sort();
    return Promise.all(
      files.map(async (file) => {
        const text = await readFile(path.join(folder, file), 'utf8');
        const name = file.slice(0, -'.md'.length);
        // Whoever lists them numbers them.
        const title = /^# (?:\d+\.\s+)?(.+)$/m.exec(text)?.[1].trim() ?? name;
        return { name, title, blocks: fencesIn(text).length };
      }),
    );
  }

  /**
   * The reader's copy of a chapter, made where there is none. Throws UnderhoodError where there is no such chapter.
   * @returns its path
   */
  async open(name: string, language: Language): Promise<string> {
    const shipped = await this.#shippedText(name, language);
    const file = this.#file(name, language);
    const own = await readFile(file, 'utf8').catch(() => undefined);
    const isTheirs = own !== undefined && !(await this.#written(name, language)).includes(digest(own));
    if (!isTheirs && own !== shipped) await this.#write(name, language, shipped);
    return file;
  }

  /** Puts the text of the extension back into the reader's copy. Throws UnderhoodError where there is no such chapter. */
  async restore(name: string, language: Language): Promise<string> {
    await this.#write(name, language, await this.#shippedText(name, language));
    return this.#file(name, language);
  }

  /** The chapter that a file is the copy of. */
  chapterOf(file: string): { readonly name: string; readonly language: Language } | undefined {
    const [language, base, ...rest] = path.relative(this.own, file).split(path.sep);
    if (rest.length > 0 || (language !== 'en' && language !== 'zh-cn') || !base?.endsWith('.md')) return undefined;
    return { name: base.slice(0, -'.md'.length), language };
  }

  async #shippedText(name: string, language: Language): Promise<string> {
    // A command brings the name, and whatever can run commands can make one up.
    const isThere = (await this.chapters(language)).some((chapter) => chapter.name === name);
    if (!isThere) throw new UnderhoodError('road.unknownChapter', { name });
    return readFile(path.join(this.shipped, language, `${name}.md`), 'utf8');
  }

  /** Another window may do the same: a digest is there before its text, and the text whole or not at all. */
  async #write(name: string, language: Language, text: string): Promise<void> {
    const file = this.#file(name, language);
    await mkdir(path.dirname(file), { recursive: true });
    await appendFile(this.#digests(name, language), `${digest(text)}\n`);
    writeWhole(file, text);
  }

  async #written(name: string, language: Language): Promise<string[]> {
    const digests = await readFile(this.#digests(name, language), 'utf8').catch(() => '');
    return digests.split('\n');
  }

  #digests(name: string, language: Language): string {
    return path.join(this.own, language, `${name}.sha256`);
  }

  #file(name: string, language: Language): string {
    return path.join(this.own, language, `${name}.md`);
  }
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
