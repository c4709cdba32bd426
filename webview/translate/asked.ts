import { requestKey } from '../../src/export/requestKey.ts';
import type { AskedRequest } from '../../src/protocol/taking.ts';
import {
  type AttentionKind,
  attentionKinds,
  type SystemRun,
  type TranslationRun,
} from '../../src/protocol/translation.ts';
import { type Head, headAt } from '../parts/heads.ts';

/** Bytes of all heads that a saved view may hold besides those that were looked at. */
const mostBytes = 16 * 2 ** 20;

/**
 * What a saved view of translations needs: what was looked at, and, where they are few, all heads of all kinds and all
 * states of recurrent networks.
 * @param looked questions that were answered already
 */
export function askedOf({ runId, systems }: TranslationRun, looked: readonly AskedRequest[]): AskedRequest[] {
  const kinds = systems.flatMap((system, at) => kindsOf(system).map((kind) => ({ at, system, kind })));
  const bytes = kinds.reduce((sum, { system, kind }) => sum + bytesOf(system, kind), 0);
  const matrices = kinds.flatMap(({ at, system, kind }) => {
    const address = { runId, system: at, kind };
    const heads = bytes <= mostBytes ? headsOf(system, kind) : [];
    return [
      { method: 'kindThumbnails', request: address },
      ...heads.map((head) => ({ method: 'kindHead', request: { ...address, ...head } })),
    ];
  });
  const recurrent = [...systems.entries()].filter(([, { summary, error }]) => summary?.hiddenSize && !error);
  const states = recurrent.map(([system]) => ({ method: 'recurrence', request: { runId, system } }));
  const all = [...looked, ...matrices, ...states];
  return [...new Map(all.map((asked) => [requestKey(asked.method, asked.request), asked])).values()];
}

/** The kinds of attention that a system has. */
function kindsOf({ summary, error, written }: SystemRun): readonly AttentionKind[] {
  if (!summary || error || !written || summary.layers === 0) return [];
  return summary.kind === 'transformer' ? attentionKinds : ['cross'];
}

function headsOf({ summary }: SystemRun, kind: AttentionKind): Head[] {
  const [layers, heads] = sizeOf(summary, kind);
  return Array.from({ length: layers * heads }, (_, at) => headAt(at, heads));
}

function bytesOf({ summary, source, written }: SystemRun, kind: AttentionKind): number {
  const [layers, heads] = sizeOf(summary, kind);
  const target = written?.target.length ?? 0;
  return (
    layers * heads * (kind === 'encoder' ? source.length : target) * (kind === 'decoder' ? target : source.length) * 4
  );
}

function sizeOf(summary: SystemRun['summary'], kind: AttentionKind): readonly [layers: number, heads: number] {
  const { layers = 0, heads = 0, encoderLayers = 0, encoderHeads = 0 } = summary ?? {};
  return kind === 'encoder' ? [encoderLayers, encoderHeads] : [layers, heads];
}
