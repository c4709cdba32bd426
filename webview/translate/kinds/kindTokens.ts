import type { AttentionKind } from '../../../src/protocol/translation.ts';
import type { Cell } from '../../charts/viewport.ts';
import type { FrontCell, Weights } from '../../parts/weightMatrix.ts';
import type { Strings } from '../../shell/strings.ts';
import type { ShownSystem } from '../shownSystem.ts';
import type { Pointed, TranslateStore } from '../store.ts';

/** Which kinds of attention a system has. */
export function kindsOf({ kind, writing }: ShownSystem): readonly AttentionKind[] {
  if (writing === null) return [];
  if (kind === 'transformer') return ['encoder', 'decoder', 'cross'];
  return kind === 'additive' ? ['cross'] : [];
}

/** The weights of a kind between the tokens that they stand for. */
export function kindWeights(system: ShownSystem, kind: AttentionKind, data: Float32Array, strings: Strings): Weights {
  const { source, writing } = system;
  const { read, shown } = writing!;
  switch (kind) {
    case 'encoder':
      return {
        ...{ rows: source.names, columns: source.names, data, isCausal: false },
        titles: { query: strings('translate.axisSourceQuery'), key: strings('translate.axisSource') },
      };
    case 'decoder':
      return {
        ...{ rows: read.names, columns: read.names, data, isCausal: true },
        titles: { query: strings('translate.axisRead'), key: strings('translate.axisReadKey') },
      };
    case 'cross':
      return {
        ...{ rows: shown.names, columns: source.names, data, isCausal: false },
        titles: { query: strings('translate.axisTarget'), key: strings('translate.axisSource') },
      };
  }
}

/** What of the page a cell of a kind points at. */
export function pointedBy(store: TranslateStore, system: ShownSystem, kind: AttentionKind, cell: Cell): Pointed {
  const { index } = system;
  if (kind === 'decoder') return { system: index, source: null, target: cell.query };
  const source = store.runSource(system, kind === 'encoder' ? cell.query : cell.key);
  return { system: index, source, target: kind === 'encoder' ? null : cell.query };
}

/** The row or the cell of a kind that belongs to what is pointed at on the page. */
export function frontOf(store: TranslateStore, system: ShownSystem, kind: AttentionKind): FrontCell {
  const { source, target, system: index } = store.pointed;
  const own = source === null ? null : store.ownSource(system.source.tokens, source);
  const row = index === system.index && target !== null && target < system.writing!.target.length ? target : null;
  if (kind === 'encoder') return { query: own, key: null };
  if (kind === 'decoder') return { query: row, key: null };
  return { query: row, key: own };
}
