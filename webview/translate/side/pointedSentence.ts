import { formatNumber, formatProbability } from '../../shell/numbers.ts';
import { rowAt } from '../linking.ts';
import type { ShownSystem, ShownWriting } from '../shownSystem.ts';
import { probabilityOf } from '../steps/replay.ts';
import type { TranslateStore } from '../store.ts';

/** What is pointed at, in words. */
export function readPointed(store: TranslateStore): string {
  const { run, strings } = store;
  const { system, source, target } = store.pointed;
  const shown = system === null ? undefined : run?.shown[system];
  if (shown?.writing && target !== null && target < shown.writing.target.length) {
    const own = source === null ? null : store.ownSource(shown.source.tokens, source);
    return own === null ? readTarget(store, shown, shown.writing, target) : readPair(store, shown, target, own);
  }
  if (source !== null && run !== null && source < run.tokens.length) return readSource(store, source);
  return strings('translate.readNothing');
}

function readTarget(store: TranslateStore, shown: ShownSystem, writing: ShownWriting, target: number): string {
  const known = {
    system: store.nameOf(shown),
    token: writing.shown.names.labels[target],
    probability: formatProbability(probabilityOf(writing, target) ?? Number.NaN),
  };
  const { alignment } = writing;
  if (alignment === undefined) {
    return store.strings('translate.readBlind', { ...known, size: shown.run.summary?.hiddenSize ?? 0 });
  }
  const { labels } = shown.source.names;
  const row = rowAt(alignment.data, labels.length, target);
  const [first, second] = [...row.keys()].sort((one, other) => row[other] - row[one]);
  const most = { first: labels[first], weight1: formatNumber(row[first]) };
  if (second === undefined) return store.strings('translate.readTargetOnly', { ...known, ...most });
  const next = { second: labels[second], weight2: formatNumber(row[second]) };
  return store.strings('translate.readTarget', { ...known, ...most, ...next });
}

function readPair(store: TranslateStore, shown: ShownSystem, target: number, source: number): string {
  const { alignment, shown: written } = shown.writing!;
  if (alignment === undefined) return readTarget(store, shown, shown.writing!, target);
  return store.strings('translate.readPair', {
    system: store.nameOf(shown),
    target: written.names.labels[target],
    source: shown.source.names.labels[source],
    weight: formatNumber(alignment.data[target * shown.source.tokens.length + source]),
  });
}

/** Who looked at a token of the source most, of each system that looks. */
function readSource(store: TranslateStore, place: number): string {
  const source = store.run!.texts.tokens[place].label;
  const sentences = store.run!.shown.flatMap((shown) => {
    const weights = store.targetWeights(shown);
    if (weights === null) return [];
    const most = weights.indexOf(Math.max(...weights));
    const target = shown.writing!.shown.names.labels[most];
    const weight = formatNumber(weights[most]);
    return [store.strings('translate.readSource', { source, target, weight, system: store.nameOf(shown) })];
  });
  return sentences.length === 0 ? store.strings('translate.readUnread', { source }) : sentences.join(' ');
}
