import * as v from 'valibot';
import { isPortablePath } from '../checkpoint/relativePath.ts';
import { UnderhoodError } from '../errors.ts';
import type { HubFile } from './listing.ts';
import { commitPattern } from './repository.ts';

// What the hub answers, checked: the server may be anybody's, and say anything. Only what is used is looked at.

const licence = v.union([v.string(), v.array(v.string())]);
const card = v.object({ license: v.optional(v.nullable(licence)), license_name: v.optional(v.nullable(v.string())) });
const info = v.object({
  sha: v.pipe(v.string(), v.regex(commitPattern)),
  cardData: v.optional(v.nullable(v.fallback(card, {}))),
  tags: v.fallback(v.array(v.string()), []),
});

const size = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const plainFile = v.object({ path: v.string(), size, oid: v.pipe(v.string(), v.regex(/^[0-9a-f]{40}$/)) });
const largeFile = v.object({
  path: v.string(),
  lfs: v.object({ size, oid: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)) }),
});

/** Commit and licence, of the answer about a model at a revision. */
export function readInfo(answer: unknown, host: string): { readonly commit: string; readonly licence: string | null } {
  const { success, output } = v.safeParse(info, answer);
  if (!success) throw new UnderhoodError('hub.badAnswer', { host });
  const { license, license_name: ownName } = output.cardData ?? {};
  const [stated] = typeof license === 'string' ? [license] : (license ?? []);
  const tag = output.tags.find((one) => one.startsWith('license:'))?.slice('license:'.length);
  const found = (stated === 'other' && ownName) || stated || tag;
  return { commit: output.sha, licence: found ? plain(found) : null };
}

/** A short text of the server's, without what could mislead in a dialog: line breaks, and marks that turn the text. */
function plain(text: string): string {
  return text
    .replace(/[\p{C}\s]+/gu, ' ')
    .trim()
    .slice(0, 60);
}

/** Files of one page of a list, of which the names are fit to be used; folders and all others are left out. */
export function readPage(answer: unknown, host: string): HubFile[] {
  if (!Array.isArray(answer)) throw new UnderhoodError('hub.badAnswer', { host });
  return answer
    .filter((entry) => entry?.type === 'file' && typeof entry.path === 'string' && isPortablePath(entry.path))
    .map((entry) => {
      const large = v.safeParse(largeFile, entry);
      if (large.success) return { path: large.output.path, size: large.output.lfs.size, blob: large.output.lfs.oid };
      const { success, output } = v.safeParse(plainFile, entry);
      if (!success) throw new UnderhoodError('hub.badAnswer', { host });
      return { path: output.path, size: output.size, blob: output.oid };
    });
}

/** The next page of a list, of a Link header (RFC 8288). */
export function nextPage(link: string | undefined): string | undefined {
  return /<([^<>]*)>\s*;[^,]*\brel="?next"?/.exec(link ?? '')?.[1];
}
