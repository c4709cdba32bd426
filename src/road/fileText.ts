import { UnderhoodError } from '../errors.ts';
import type { ExperimentContext } from './experiment.ts';

/** What stands where bytes are no UTF-8. */
const replacement = '\ufffd';

/** A file of the user's as text. Throws UnderhoodError where it is none. */
export async function fileText(file: string, context: Pick<ExperimentContext, 'readFile'>): Promise<string> {
  const text = new TextDecoder().decode(await context.readFile(file));
  if (text.includes('\0') || text.split(replacement).length > 1 + text.length / 100) {
    throw new UnderhoodError('data.notText', { file });
  }
  return text;
}
