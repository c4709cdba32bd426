import { UnderhoodError } from '../../src/errors.ts';

/** Browsers hand out the clipboard on trusted addresses only, and may refuse it there. */
export async function copyText(text: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    throw new UnderhoodError('page.clipboard');
  }
}
