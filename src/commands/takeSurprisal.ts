import * as vscode from 'vscode';
import { csvOf } from '../export/csv.ts';
import { jsonOf } from '../export/json.ts';
import type { Table } from '../export/table.ts';
import { type PageKey, translate } from '../localisation.ts';
import { currentLanguage, say } from '../panels/language.ts';
import { takenRunOf, takingHandlers } from '../panels/taking.ts';
import type { ReadingSummary } from '../protocol/reading.ts';
import type { Taken } from '../protocol/taking.ts';
import type { Parts } from './parts.ts';

const ways = ['csv', 'json', 'activationsView', 'activationsAll'] as const;
type Way = (typeof ways)[number];

/** Asks how the numbers that are painted are to be taken away, and writes them. */
export async function takeSurprisal(parts: Pick<Parts, 'process' | 'taking'>, reading: ReadingSummary): Promise<void> {
  const language = currentLanguage();
  const items = ways.map((way) => ({ way, label: translate(language, `take.${way}` satisfies PageKey) }));
  const picked = await vscode.window.showQuickPick(items, { title: translate(language, 'take.button') });
  const { saved } = picked ? await writeSurprisal(parts, reading, picked.way) : { saved: null };
  if (saved !== null) vscode.window.setStatusBarMessage(translate(language, 'take.saved', { name: saved }), 5000);
}

/** Writes what was read of a text: the surprisal of each token, or what the model computed. */
export async function writeSurprisal(
  { process, taking }: Pick<Parts, 'process' | 'taking'>,
  reading: ReadingSummary,
  way: Way,
): Promise<Taken> {
  const page = { host: taking, process, run: () => takenRunOf(reading) };
  const handlers = takingHandlers(page, 'nextToken', () => null);
  const { token } = new vscode.CancellationTokenSource();
  const name = 'surprisal';
  if (way === 'activationsView') return handlers.saveActivations({ name, which: 'view' }, token);
  if (way === 'activationsAll') return handlers.saveActivations({ name, which: 'all' }, token);
  const tables = [tableOf(reading)];
  if (way === 'csv') return handlers.saveFile({ name, format: way, content: csvOf(tables) }, token);
  const { text, runtime, cut, model, tokens } = reading;
  // Where on this computer a model lies is nobody else's business.
  const { folder: _, ...known } = model;
  const run = { text, tokens: tokens.length, model: known, runtime, cut };
  const provenance = await handlers.provenance({}, token);
  const meta = { ...provenance, question: say('surprisal.label'), view: name, stated: [], run };
  return handlers.saveFile({ name, format: way, content: jsonOf(meta, tables) }, token);
}

/** Every token with its surprisal in bits and its rank; offsets in the text that was read. */
function tableOf({ text, tokens, surprisals, ranks }: ReadingSummary): Table {
  return {
    name: 'surprisal',
    columns: ['index', 'id', 'token', 'start', 'end', 'bits', 'rank'],
    rows: tokens.map(({ id, start, end }, index) => {
      return [index, id, text.slice(start, end), start, end, surprisals[index], ranks[index]];
    }),
  };
}
