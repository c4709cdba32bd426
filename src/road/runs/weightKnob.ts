import { UnderhoodError } from '../../errors.ts';
import { Random } from '../../random.ts';
import type { Parameter } from '../../training/parameters.ts';
import { type Weight, WeightKnob } from '../depth/weightKnob.ts';
import type { Run } from '../experiment.ts';
import type { weightKnob } from '../experiments/weightKnob.ts';
import { tokenTexts } from '../gpt/tokenTexts.ts';
import { literal, message } from '../message.ts';
import { fixed, percent } from '../numbers.ts';
import type { PlotView, TableView } from '../view.ts';

/** Positions of the knob in the picture, on each side of the weight as it is. */
const turns = 8;
/** Likeliest tokens that are followed. */
const followed = 5;
const shownOthers = 12;

/** Turns one weight of the chosen model, and follows what it holds for likely. */
export const runWeightKnob: Run<typeof weightKnob> = async (settings, context) => {
  const model = await context.model();
  const ids = model.tokenizer.encode(settings.text).map(({ id }) => id);
  if (ids.length === 0) throw new UnderhoodError('road.knob.noText');
  const knob = await WeightKnob.compile(await context.runtime(), model, ids.slice(-model.summary.contextLength));
  try {
    const weight = weightOf(settings, knob);
    const value = knob.value(weight);
    const reach = Math.abs(settings.added) || 1;
    const amounts = Array.from({ length: 2 * turns + 1 }, (_, i) => (reach * (i - turns)) / turns);
    const curves: number[][] = [];
    for (const [i, amount] of amounts.entries()) {
      curves.push(await knob.probabilities(weight, amount));
      await context.step((0.3 * (i + 1)) / amounts.length);
    }
    const [before, after] = [curves[turns], await knob.probabilities(weight, settings.added)];
    const tops = [...new Set([...topOf(before), ...topOf(after)])];
    const spelled = tokenTexts(model.tokenizer);
    const others: { readonly index: number; readonly moved: number }[] = [];
    const random = new Random(settings.seed);
    for (let i = 0; i < settings.tried; i++) {
      const index = random.below(knob.parameter(weight.parameter).data.length);
      const there = await knob.probabilities({ ...weight, index }, settings.added);
      others.push({ index, moved: movedBetween(before, there) });
      await context.step(0.3 + (0.7 * (i + 1)) / settings.tried);
    }
    return {
      headline: message('weight-knob.headline', {
        weight: `${weight.parameter} [${settings.row}, ${settings.column}]`,
        from: fixed(value, 4),
        to: fixed(value + settings.added, 4),
        moved: percent(movedBetween(before, after)),
        before: spelled(topOf(before)[0]),
        after: spelled(topOf(after)[0]),
      }),
      views: [
        turnsView(tops.slice(0, followed + 1), amounts, curves, settings.added, spelled),
        likeliestView(tops, before, after, spelled),
        othersView(others, knob.parameter(weight.parameter)),
        parametersView(knob),
      ],
    };
  } finally {
    await knob.release();
  }
};

interface Place {
  readonly parameter: string;
  readonly row: number;
  readonly column: number;
}

/** The weight that is meant; one of the matrix that the first block's attention writes with, where none is named. */
function weightOf({ parameter, row, column }: Place, knob: WeightKnob): Weight {
  const first = knob.parameters.find(({ name }) => /attn\.(c_proj|o_proj)\.weight$/.test(name)) ?? knob.parameters[0];
  const name = parameter === '' ? first.name : parameter;
  const { shape } = knob.parameter(name);
  const width = shape.at(-1)!;
  const rows = shape.length === 1 ? 1 : shape[0];
  if (column >= width || row >= rows) {
    throw new UnderhoodError('road.knob.place', { parameter: name, rows, columns: width });
  }
  return { parameter: name, index: row * width + column };
}

function topOf(probabilities: readonly number[]): number[] {
  const ids = probabilities.map((_, id) => id);
  return ids.sort((a, b) => probabilities[b] - probabilities[a] || a - b).slice(0, followed);
}

/** How much probability is elsewhere than before: half the sum of all differences, 0 … 1. */
function movedBetween(before: readonly number[], after: readonly number[]): number {
  return before.reduce((sum, p, id) => sum + Math.abs(p - after[id]) / 2, 0);
}

/** What becomes of the likeliest tokens while the weight is turned. */
function turnsView(
  tokens: readonly number[],
  amounts: readonly number[],
  curves: readonly (readonly number[])[],
  added: number,
  spelled: (id: number) => string,
): PlotView {
  return {
    kind: 'plot',
    title: message('weight-knob.turnsView'),
    x: { title: message('weight-knob.amount') },
    y: { title: message('weight-knob.probability'), from: 0 },
    lines: tokens.map((id) => ({
      name: literal(spelled(id)),
      x: amounts,
      y: curves.map((probabilities) => probabilities[id]),
    })),
    marks: [{ axis: 'x', at: added, name: message('weight-knob.chosen') }],
  };
}

function likeliestView(
  tokens: readonly number[],
  before: readonly number[],
  after: readonly number[],
  spelled: (id: number) => string,
): TableView {
  return {
    kind: 'table',
    title: message('weight-knob.likeliestView'),
    columns: [message('weight-knob.token'), message('weight-knob.before'), message('weight-knob.after')],
    rows: tokens.map((id) => [literal(spelled(id)), ...[before[id], after[id]].map((p) => literal(percent(p, 2)))]),
  };
}

/** Weights that were tried at random, those first that move most. */
function othersView(
  others: readonly { readonly index: number; readonly moved: number }[],
  { shape }: Parameter,
): TableView {
  const width = shape.at(-1)!;
  const sorted = [...others].sort((a, b) => b.moved - a.moved).slice(0, shownOthers);
  return {
    kind: 'table',
    title: message('weight-knob.othersView', { count: others.length }),
    columns: [message('weight-knob.row'), message('weight-knob.column'), message('weight-knob.moved')],
    rows: sorted.map(({ index, moved }) => [Math.floor(index / width), index % width, literal(percent(moved, 2))]),
  };
}

function parametersView({ parameters }: WeightKnob): TableView {
  return {
    kind: 'table',
    title: message('weight-knob.parametersView'),
    columns: [message('weight-knob.name'), message('weight-knob.rows'), message('weight-knob.columns')],
    rows: parameters.map(({ name, shape }) => [literal(name), shape.length === 1 ? 1 : shape[0], shape.at(-1)!]),
  };
}
