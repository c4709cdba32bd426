import { isPortablePath } from '../checkpoint/relativePath.ts';
import { printable } from '../checkpoint/safetensors.ts';
import { UnderhoodError } from '../errors.ts';

/** A model on the hub. */
export interface RepositoryAddress {
  /** `owner/name`, or only `name` for the oldest models. */
  readonly name: string;
  /** A branch, a tag or a commit. */
  readonly revision: string;
}

export const commitPattern = /^[0-9a-f]{40}$/;

/**
 * What a person typed or pasted: `owner/name`, `name`, either of them with `@revision`, or the address of one of the
 * model's pages on the hub or on a mirror. Throws UnderhoodError.
 */
export function parseRepository(text: string): RepositoryAddress {
  const typed = text.trim();
  const path = /^(?:https?:\/\/[^/]+|(?:www\.)?(?:huggingface\.co|hf\.co))\/([^?#]*)/i.exec(typed)?.[1];
  const address = path === undefined ? fromName(typed) : fromPage(path);
  if (!isName(address.name)) throw new UnderhoodError('hub.badName', { name: printable(address.name) });
  if (!isPortablePath(address.revision)) {
    throw new UnderhoodError('hub.badRevision', { revision: printable(address.revision) });
  }
  return address;
}

function fromName(text: string): RepositoryAddress {
  const at = text.indexOf('@');
  return at < 0 ? { name: text, revision: 'main' } : { name: text.slice(0, at), revision: text.slice(at + 1) };
}

function fromPage(path: string): RepositoryAddress {
  const parts = path
    .split('/')
    .filter((part) => part !== '')
    .map(decoded);
  if (parts[0] === 'datasets' || parts[0] === 'spaces') throw new UnderhoodError('hub.notAModel');
  const view = parts.findIndex(
    (part, index) => index > 0 && ['tree', 'blob', 'resolve', 'raw', 'commit'].includes(part),
  );
  const name = (view < 0 ? parts.slice(0, 2) : parts.slice(0, view)).join('/');
  // The hub itself writes a branch with a stroke in it as refs%2Fpr%2F1; a plain one is followed by folders.
  return { name, revision: (view >= 0 && parts[view + 1]) || 'main' };
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

/** By the hub's own rules. Whatever passes is also safe as the name of a folder. */
function isName(name: string): boolean {
  const part = /^[A-Za-z0-9_](?:[\w.-]{0,94}[A-Za-z0-9_])?$/;
  const parts = name.split('/');
  if (parts.length > 2 || name.length > 96 || /--|\.\./.test(name) || name.endsWith('.git')) return false;
  return parts.every((one) => part.test(one));
}
