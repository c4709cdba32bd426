import type { CancellationToken } from 'vscode-jsonrpc';
import { UnderhoodError } from '../errors.ts';
import { type SavedPageName, savedPages } from '../export/savedPages.ts';
import { encodeView, type SavedView } from '../export/savedView.ts';
import { withoutFolders } from '../export/withoutFolders.ts';
import type { ModelProcess } from '../modelProcess/client.ts';
import type { Handlers } from '../protocol/rpc.ts';
import type { AskedRequest, Provenance, Taken, TakingRequests } from '../protocol/taking.ts';
import { isUnderWay, type TrainingPhase } from '../protocol/training.ts';
import { checked } from '../protocol/validation.ts';
import { type AskWhere, nameOf, writeWhole } from './saveAs.ts';

/** What of the extension taking away needs. */
export interface TakingHost {
  /** Of the extension. */
  readonly version: string;
  readonly askWhere: AskWhere;
}

/** A run whose activations can be written, and the models that did it. */
export interface TakenRun {
  readonly runId: string;
  readonly models: readonly { readonly name: string; readonly folder: string }[];
}

/** The run of one model. */
export function takenRunOf(
  run: { readonly runId: string; readonly model: TakenRun['models'][number] } | undefined,
): TakenRun | undefined {
  return run && { runId: run.runId, models: [run.model] };
}

/** A page that something is taken from. */
export interface TakenPage {
  readonly host: TakingHost;
  /** What its runs were done by, where it has runs. */
  readonly process?: Pick<ModelProcess, 'request' | 'weightsHash'>;
  /** The run that it shows, where models ran. */
  run?(): TakenRun | undefined;
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
  name: SavedPageName,
  answer: Answering,
): Handlers<TakingRequests> {
  const provenance = async (): Promise<Provenance> => {
    if (page.made) return page.made;
    const date = new Date().toISOString();
    const models = page.run?.()?.models ?? [];
    if (!process || models.length === 0) return { date, version };
    const found = await Promise.all(models.map(({ folder }) => process.weightsHash(folder)));
    const hashes = found.map(({ sha256 }) => sha256);
    if (hashes.length === 1) return { date, version, weights: hashes[0] };
    return { date, version, systems: models.map(({ name }, i) => ({ name, weights: hashes[i] })) };
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
      if (!state) throw new UnderhoodError('page.nothingToTake');
      return write(file, 'underhood', async () => {
        const answers = await answered(name, answer, asked, token);
        const view = { page: name, made: await provenance(), state, answers };
        return joined([...encodeView(page.made ? view : withoutFolders(view))]);
      });
    },
    saveActivations: async ({ name: file, which }, token) => {
      const run = page.run?.();
      if (!run || !process) throw new UnderhoodError(page.made ? 'savedView.notHeld' : 'page.nothingToTake');
      const made = await provenance();
      const uri = await askWhere(file, 'safetensors');
      if (!uri) return { saved: null };
      if (uri.scheme !== 'file') throw new UnderhoodError('take.onlyFiles');
      const { systems, ...said } = made;
      const named = systems && { systems: JSON.stringify(systems) };
      const metadata = { ...said, ...named, producer: `underhood ${version}` };
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

/** What a phase is in a file, in which nothing goes on: a run that was left, which has come as far as it has. */
export function restingPhaseOf(phase: TrainingPhase): TrainingPhase {
  return isUnderWay(phase) ? 'idle' : phase;
}
