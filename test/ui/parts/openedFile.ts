import { UnderhoodError } from '../../../src/errors.ts';
import { requestKey } from '../../../src/export/requestKey.ts';
import type { SavedPageName } from '../../../src/export/savedPages.ts';
import { decodeView, encodeView, type SavedView } from '../../../src/export/savedView.ts';
import { withoutFolders } from '../../../src/export/withoutFolders.ts';
import type { AskedRequest, Provenance } from '../../../src/protocol/taking.ts';

/** What of a state is of the moment and of the window. */
const momentary = [
  ...['language', 'follow', 'palette', 'activity', 'outdated', 'notices', 'checking', 'failures', 'canInsert'],
  ...['document', 'isChanged'],
];
/** What is asked of the window, not of a run. */
const unheld = ['saveNavigation', 'hoverToken', 'shade', 'provenance', 'saveFile', 'saveView', 'saveActivations'];

/** What a page showed, as the host would save it. */
interface Shown {
  readonly page: SavedPageName;
  readonly made: Provenance;
  readonly state: object;
  readonly navigation: unknown;
  readonly asked: readonly AskedRequest[];
}

/** A file that a page is answered from: written and read as the host does. */
export class OpenedFile {
  private constructor(private readonly view: SavedView) {}

  /** @param answer answers as the run itself does */
  static async of(
    { page, made, state, navigation, asked }: Shown,
    answer: (asked: AskedRequest) => unknown,
  ): Promise<OpenedFile> {
    const answers: SavedView['answers'][number][] = [];
    for (const one of asked) answers.push({ ...one, answer: await answer(one) });
    const kept = Object.fromEntries(Object.entries(state).filter(([name]) => !momentary.includes(name)));
    if (page === 'road') Object.assign(kept, { run: { ...(kept.run as object), phase: 'kept' } });
    const pieces = [...encodeView(withoutFolders({ page, made, state: { ...kept, navigation }, answers }))];
    const bytes = await new Blob(pieces as Uint8Array<ArrayBuffer>[]).arrayBuffer();
    return new OpenedFile(decodeView(new Uint8Array(bytes), 'saved.underhood'));
  }

  holds(method: string): boolean {
    return !unheld.includes(method);
  }

  /** @param state of the window */
  answer({ method, request }: AskedRequest, state: object): unknown {
    if (method === 'ready')
      return { ...state, isSaved: true, notices: [], continuation: undefined, ...this.view.state };
    const key = requestKey(method, request);
    const found = this.view.answers.find((held) => requestKey(held.method, held.request) === key);
    if (!found) throw new UnderhoodError('savedView.notHeld');
    return found.answer;
  }
}

/** A page in the place of the one that is there, as when it was hidden: with nothing in its memory. */
export function startAnew(): void {
  type StartedPage = HTMLElement & { store: { readonly host: unknown; start(): Promise<void> } };
  const old = document.body.lastElementChild as StartedPage;
  const [Page, Store] = [old.constructor, old.store.constructor] as [
    new () => StartedPage,
    new (host: unknown) => StartedPage['store'],
  ];
  const page = new Page();
  page.store = new Store(old.store.host);
  old.replaceWith(page);
  void page.store.start();
}
