import type { Cell } from '../charts/viewport.ts';
import type { Units } from './headView.ts';
import { strongestKeys } from './reading.ts';
import type { AttentionStore } from './store.ts';

/** The cell that the keyboard is on in a drawing of a head, and the gestures that all such drawings share. */
export class CellFocus {
  readonly #store: () => AttentionStore;
  readonly #moved: (cell: Cell) => void;
  #cell: Cell | null = null;

  /** @param moved told of each move by the keyboard, to bring the cell into sight */
  constructor(store: () => AttentionStore, moved: (cell: Cell) => void) {
    this.#store = store;
    this.#moved = moved;
  }

  /** Where it was moved to; or what is pinned; or what the query in front looks at most. */
  get cell(): Cell {
    const store = this.#store();
    const { unitOf } = this.#units;
    if (this.#cell) return { query: this.#within(this.#cell.query), key: this.#within(this.#cell.key) };
    const { navigation, run } = store;
    const query = unitOf[navigation.query ?? run!.tokens.length - 1];
    if (navigation.key !== null) return { query, key: unitOf[navigation.key] };
    const pattern = store.viewOf('pattern');
    return { query, key: (pattern && strongestKeys(pattern, query, 1)[0]) ?? query };
  }

  get isPinned(): boolean {
    const { navigation } = this.#store();
    const { unitOf } = this.#units;
    const { query, key } = this.cell;
    if (navigation.query === null || navigation.key === null) return false;
    return unitOf[navigation.query] === query && unitOf[navigation.key] === key;
  }

  /** Shows a cell, or a whole row, while it is pointed at; null when nothing is any more. */
  preview(cell: { readonly query: number; readonly key?: number } | null): void {
    const store = this.#store();
    const { words } = this.#units;
    store.effects.hover(cell === null ? null : words[cell.query].last);
    if (cell === null) store.show({});
    else if (cell.key === undefined) store.show({ query: words[cell.query].last });
    else store.show({ query: words[cell.query].last, key: words[cell.key].first });
  }

  pin(cell: { readonly query: number; readonly key?: number }): void {
    const { words } = this.#units;
    this.#cell = cell.key === undefined ? null : { query: cell.query, key: cell.key };
    this.#store().navigate({
      query: words[cell.query].last,
      key: cell.key === undefined ? null : words[cell.key].first,
    });
  }

  /** Lets go of the key first, then of the query. */
  unpin(): void {
    const store = this.#store();
    this.#cell = null;
    store.show({});
    store.navigate(store.navigation.key === null ? { query: null } : { key: null });
  }

  /** The keyboard went elsewhere: coming back, it begins with what is pinned then. */
  leave(): void {
    this.#cell = null;
    this.preview(null);
  }

  move(cell: Cell): void {
    this.#cell = cell;
    this.preview(cell);
    this.#moved(cell);
  }

  /** Whether the key was one of the shared ones, and is done with. */
  press(event: KeyboardEvent): boolean {
    const { query, key } = this.cell;
    const moves: Record<string, Cell> = {
      ArrowUp: { query: this.#within(query - 1), key },
      ArrowDown: { query: this.#within(query + 1), key },
      ArrowLeft: { query, key: this.#within(key - 1) },
      ArrowRight: { query, key: this.#within(key + 1) },
      Home: { query, key: 0 },
      End: { query, key: query },
    };
    if (event.key in moves) this.move(moves[event.key]);
    else if (event.key === 'Enter' || event.key === ' ') this.pin({ query, key });
    else if (event.key === 'Escape') this.unpin();
    else return false;
    return true;
  }

  #within(index: number): number {
    return Math.max(0, Math.min(this.#units.words.length - 1, index));
  }

  get #units(): Units {
    return this.#store().units!;
  }
}
