import type { CancellationToken } from 'vscode-jsonrpc';
import { UnderhoodError } from '../errors.ts';
import { type SavedPageName, savedPageNames, savedPages } from '../export/savedPages.ts';
import { encodeView, type SavedView } from '../export/savedView.ts';
import type { ModelProcess } from '../modelProcess/client.ts';
import type { Handlers } from '../protocol/rpc.ts';
import type { AskedRequest, Provenance, Taken, TakingRequests } from '../protocol/taking.ts';
import { checked } from '../protocol/validation.ts';
import { type AskWhere, nameOf, writeWhole } from './saveAs.ts';

/** What of the extension taking away needs. */
export interface TakingHost {
  /** Of the extension. */
  readonly version: string;
  readonly askWhere: AskWhere;
}

/** A page that something is taken from. */
export interface TakenPage {
  readonly host: TakingHost;
  /** What its runs were done by, where it has runs. */
  readonly process?: Pick<ModelProcess, 'request' | 'weightsHash'>;
  /** The run that it shows, where one model ran. */
  run?(): { readonly runId: string; readonly model: { readonly folder: string } } | undefined;
  /** Where it comes from, where it was opened from a file. */
  readonly made?: Provenance;
  /** What of its state a file holds; nothing: there is nothing to be saved yet. */
  kept?(): object | undefined;
}

/** Answers a question as the page gets it answered. */
type Answering = (method: string, request: unknown, token: CancellationToken) => unknown;

/**
 * Answers what a page asks to have something taken away: asks where to, and writes.
 * @param name of the page's bundle
 */
export function takingHandlers(
  { host: { version, askWhere }, process, ...page }: TakenPage,
  name: string,
  answer: Answering,
): Handlers<TakingRequests> {
  const provenance = async (): Promise<Provenance> => {
    if (page.made) return page.made;
    const date = new Date().toISOString();
    const run = page.run?.();
    if (!run || !process) return { date, version };
    return { date, version, weights: (await process.weightsHash(run.model.folder)).sha256 };
  };
  const write = async (file: string, extension: string, content: () => Promise<Uint8Array>): Promise<Taken> => {
    const uri = await askWhere(file, extension);
    if (!uri) return { saved: null };
    await writeWhole(uri, await content());
    return { saved: nameOf(uri) };
  };
  return {
    provenance,
    saveFile: ({ name: file, format, content }) =>
      write(file, format, async () => (typeof content === 'string' ? new TextEncoder().encode(content) : content)),
    saveView: async ({ name: file, asked }, token) => {
      const state = page.kept?.();
      const known = savedPageNames.find((saved) => saved === name);
      if (!known) throw new UnderhoodError('savedView.notSaved');
      if (!state) throw new UnderhoodError('page.nothingToTake');
      return write(file, 'underhood', async () => {
        const answers = await answered(known, answer, asked, token);
        return joined([...encodeView({ page: known, made: await provenance(), state, answers })]);
      });
    },
    saveActivations: async ({ name: file, which }, token) => {
      const run = page.run?.();
      if (!run || !process) throw new UnderhoodError(page.made ? 'savedView.notHeld' : 'page.nothingToTake');
      const made = await provenance();
      const uri = await askWhere(file, 'safetensors');
      if (!uri) return { saved: null };
      if (uri.scheme !== 'file') throw new UnderhoodError('take.onlyFiles');
      const metadata = { ...made, producer: `underhood ${version}` };
      await process.request('writeActivations', { runId: run.runId, which, path: uri.fsPath, metadata }, token);
      return { saved: nameOf(uri) };
    },
  };
}

/** The answers that a file holds, each asked for again: the page keeps none for it. */
async function answered(
  name: SavedPageName,
  answer: Answering,
  asked: readonly AskedRequest[],
  token: CancellationToken,
): Promise<SavedView['answers']> {
  const { answers } = savedPages[name];
  const found: SavedView['answers'][number][] = [];
  for (const { method, request } of asked) {
    if (!Object.hasOwn(answers, method)) throw new UnderhoodError('page.badRequest', { detail: `asked: ${method}` });
    const allowed = checked(answers[method].request, request);
    found.push({ method, request: allowed, answer: await answer(method, allowed, token) });
  }
  return found;
}

function joined(pieces: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(pieces.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}

/** A run as a file names it: without where on this computer its model lies, which is nobody else's business. */
export function withoutFolder<Run extends object>(run: Run): Run {
  const { model } = run as { readonly model?: { readonly name: string } };
  return model ? { ...run, model: { ...model, folder: model.name } } : run;
}
