import { UnderhoodError } from '../../src/errors.ts';
import { csvOf } from '../../src/export/csv.ts';
import { jsonOf } from '../../src/export/json.ts';
import type { Requester } from '../../src/protocol/rpc.ts';
import type { FileFormat, Provenance, Taken, TakingRequests } from '../../src/protocol/taking.ts';
import { redrawAll } from '../parts/element.ts';
import type { Store } from '../parts/store.ts';
import type { Theme } from '../shell/theme.ts';
import { type Caption, type Figure, figureOf } from './figure.ts';
import { pngOf } from './raster.ts';
import { tablesOf } from './tables.ts';
import type { Way } from './ways.ts';

/** A page as it is taken away. */
interface Shown {
  readonly store: Store;
  readonly host: Requester<TakingRequests>;
  readonly theme: Theme;
  /** What of the page is drawn, from top to bottom. */
  readonly parts: readonly Element[];
  /** The question that the page answers. */
  readonly question: string;
  /** What ran, in a line. */
  readonly ran: string;
}

/** Takes away what is shown. Answers with the sentence that says so; nothing where the person thought better of it. */
export async function take(shown: Shown, way: Way): Promise<string | null> {
  const { strings, takenName: name, effects } = shown.store;
  if (way === 'copy') {
    await copyImage(picture(shown).then(pngOf));
    return strings('take.copied');
  }
  // What is saved is the place where the person is now, though they may have gone nowhere yet.
  effects.save(shown.store.navigation);
  effects.flush();
  const { saved } = await save(shown, way, name);
  return saved && strings('take.saved', { name: saved });
}

async function save(shown: Shown, way: Exclude<Way, 'copy'>, name: string): Promise<Taken> {
  const { host, store } = shown;
  if (way === 'view') return host.request('saveView', { name, asked: store.asked });
  if (way === 'activationsView') return host.request('saveActivations', { name, which: 'view' });
  if (way === 'activationsAll') return host.request('saveActivations', { name, which: 'all' });
  return host.request('saveFile', { format: way, name, content: await contentOf(shown, way) });
}

async function contentOf(shown: Shown, format: FileFormat): Promise<string | Uint8Array> {
  if (format === 'svg') return (await picture(shown)).svg;
  if (format === 'png') return new Uint8Array(await (await pngOf(await picture(shown))).arrayBuffer());
  const tables = tablesOf(shown.parts);
  if (tables.length === 0) throw new UnderhoodError('page.noTable');
  if (format === 'csv') return csvOf(tables);
  const { store, host, question } = shown;
  const provenance = await host.request('provenance', {});
  return jsonOf({ ...provenance, question, view: store.takenName, stated: store.stated, run: store.ranWith }, tables);
}

async function picture(shown: Shown): Promise<Figure> {
  const provenance = await shown.host.request('provenance', {});
  return figureOf(shown.parts, captionOf(shown, provenance), shown.theme, redrawAll);
}

function captionOf({ store, question, ran }: Shown, { date, version, weights }: Provenance): Caption {
  const { strings, stated } = store;
  const made = [strings('take.madeWith', { version, date: date.slice(0, 10) })];
  if (weights) made.push(strings('take.weights', { hash: weights.slice(0, 16) }));
  return { title: question, lines: [ran, ...stated, made.join(' · ')].filter((line) => line !== '') };
}

/** Begins at once, with what the picture will be: a browser lets write only as long as it remembers the click. */
async function copyImage(png: Promise<Blob>): Promise<void> {
  try {
    await navigator.clipboard.write([new ClipboardItem({ 'image/png': png })]);
  } catch (error) {
    if (error instanceof UnderhoodError) throw error;
    throw new UnderhoodError('page.clipboardImage');
  }
}
