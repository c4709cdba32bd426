import { type DeepStack, gradientNorms } from '../depth/deepStack.ts';
import type { JudgedClaim, Outcome, Run } from '../experiment.ts';
import type { depth } from '../experiments/depth.ts';
import { literal, message } from '../message.ts';
import { writtenNumber } from '../numbers.ts';
import type { View } from '../view.ts';

/** In the order in which they are shown. */
const kinds = [
  { name: 'both', residuals: true, normalization: true },
  { name: 'residuals', residuals: true, normalization: false },
  { name: 'normalization', residuals: false, normalization: true },
  { name: 'neither', residuals: false, normalization: false },
] as const;
type Kind = (typeof kinds)[number]['name'];

interface Measured {
  readonly kind: Kind;
  readonly depth: number;
  /** Of each block's gradient, from the first block to the last. */
  readonly norms: readonly number[];
}

/** What stays within this factor has survived. */
const alike = 10;

/** Measures the gradients of stacks of growing depth, of all four kinds, before they learn. */
export const runDepth: Run<typeof depth> = async ({ depths, width, gain, seed }, context) => {
  const runtime = await context.runtime();
  const sorted = [...new Set(depths.map(Math.round))].sort((a, b) => a - b);
  const all = kinds.flatMap((kind) => sorted.map((count) => ({ kind, count })));
  const work = all.reduce((sum, { count }) => sum + count, 0);
  const measured: Measured[] = [];
  let done = 0;
  for (const { kind, count } of all) {
    const stack: DeepStack = { ...kind, depth: count, width, gain };
    measured.push({ kind: kind.name, depth: count, norms: await gradientNorms(runtime, stack, seed) });
    done += count;
    await context.step(done / work, count === sorted.at(-1) ? outcome(measured, sorted) : undefined);
  }
  return outcome(measured, sorted);
};

/** The first block's gradient, beside that of the first block of the shallowest stack of its kind. */
function survival(one: Measured, measured: readonly Measured[]): number {
  const shallowest = measured.find(({ kind }) => kind === one.kind)!;
  return one.norms[0] / shallowest.norms[0];
}

function outcome(measured: readonly Measured[], depths: readonly number[]): Outcome {
  const deepest = depths.at(-1)!;
  const at = (kind: Kind) => {
    const found = measured.find((one) => one.kind === kind && one.depth === deepest);
    return found && survival(found, measured);
  };
  const [both, residuals, normalization, neither] = kinds.map(({ name }) => at(name));
  const written = (ratio: number | undefined) => (ratio === undefined ? '–' : writtenNumber(ratio));
  const isDone = neither !== undefined;
  return {
    headline: message('depth.headline', {
      shallow: depths[0],
      depth: deepest,
      both: written(both),
      neither: written(neither),
    }),
    verdicts: isDone ? verdicts(deepest, both!, residuals!, normalization!, neither) : undefined,
    views: views(measured, depths),
  };
}

function verdicts(
  depth: number,
  both: number,
  residuals: number,
  normalization: number,
  neither: number,
): JudgedClaim[] {
  const survives = (ratio: number) => ratio >= 1 / alike && ratio <= alike;
  const alone = [residuals, normalization].filter(survives).length;
  return [
    {
      claim: message('depth.claim.lost', { depth }),
      verdict: survives(neither) ? 'false' : 'true',
      reason: message('depth.reason.lost', { neither }),
    },
    {
      claim: message('depth.claim.kept', { depth }),
      verdict: survives(both) ? 'true' : 'false',
      reason: message('depth.reason.kept', { both }),
    },
    {
      claim: message('depth.claim.alone'),
      verdict: alone === 0 ? 'true' : alone === 1 ? 'roughly' : 'false',
      reason: message('depth.reason.alone', { residuals, normalization }),
    },
  ];
}

function views(measured: readonly Measured[], depths: readonly number[]): View[] {
  const deepest = depths.at(-1)!;
  const named = (kind: Kind) => message(`depth.${kind}`);
  // A gradient may be so short that nothing is left of it.
  const drawn = (value: number) => (value > 0 && Number.isFinite(value) ? value : null);
  return [
    {
      kind: 'plot',
      title: message('depth.layersView', { depth: deepest }),
      x: { title: message('depth.block') },
      y: { title: message('depth.norm'), scale: 'log' },
      lines: measured
        .filter(({ depth }) => depth === deepest)
        .map(({ kind, norms }) => ({
          name: named(kind),
          x: norms.map((_, layer) => layer + 1),
          y: norms.map(drawn),
        })),
    },
    {
      kind: 'plot',
      title: message('depth.depthsView'),
      x: { title: message('depth.depth') },
      y: { title: message('depth.norm'), scale: 'log' },
      lines: kinds.map(({ name }) => {
        const own = measured.filter(({ kind }) => kind === name);
        return { name: named(name), x: own.map(({ depth }) => depth), y: own.map(({ norms }) => drawn(norms[0])) };
      }),
    },
    {
      kind: 'table',
      title: message('depth.tableView'),
      columns: [message('depth.depth'), ...kinds.map(({ name }) => named(name))],
      rows: depths.map((depth) => [
        depth,
        ...kinds.map(({ name }) => {
          const found = measured.find((one) => one.kind === name && one.depth === depth);
          return found ? literal(writtenNumber(found.norms[0])) : null;
        }),
      ]),
    },
  ];
}
