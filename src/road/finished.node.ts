import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/**
 * Which blocks of the chapters came to their end at least once: an empty file for each, so that windows that remember at the
 * same moment lose nothing of each other's.
 */
export class FinishedBlocks {
  constructor(private readonly folder: string) {}

  /** A full disk is no reason to stop the reader: then it is not remembered. */
  add(chapter: string, index: number): void {
    try {
      mkdirSync(this.folder, { recursive: true });
      writeFileSync(path.join(this.folder, nameOf(chapter, index)), '');
    } catch {}
  }

  /** How many of a chapter's blocks are finished. @param blocks that it has now */
  count(chapter: string, blocks: number): number {
    const names = this.#names();
    return Array.from({ length: blocks }, (_, index) => nameOf(chapter, index)).filter((name) => names.has(name))
      .length;
  }

  #names(): ReadonlySet<string> {
    try {
      return new Set(readdirSync(this.folder));
    } catch {
      return new Set();
    }
  }
}

/** Blocks are counted from 1 where people may see it. */
function nameOf(chapter: string, index: number): string {
  return `${chapter}-${index + 1}`;
}
