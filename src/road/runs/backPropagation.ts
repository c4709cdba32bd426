import {
  arrows,
  backward,
  byTrying,
  forward,
  type NumberName,
  type Numbers,
  numberNames,
  recipes,
} from '../descent/eightNumbers.ts';
import type { Run } from '../experiment.ts';
import type { backPropagation } from '../experiments/backPropagation.ts';
import { literal, message } from '../message.ts';
import { writtenNumber } from '../numbers.ts';
import type { View } from '../view.ts';

/** As far as finite differences can be trusted. */
const agreement = 1e-6;

/** Computes eight numbers forward, their slopes backward, and tries each of them. */
export const runBackPropagation: Run<typeof backPropagation> = async (given) => {
  const numbers = forward(given);
  const gradients = backward(numbers);
  const tried = Object.fromEntries(numberNames.map((name) => [name, byTrying(given, name)])) as Numbers;
  const largest = Math.max(...numberNames.map((name) => Math.abs(tried[name] - gradients[name])));
  return {
    headline: message('back-propagation.headline', {
      loss: numbers.L,
      a: gradients.a,
      b: gradients.b,
      c: gradients.c,
      largest,
    }),
    verdicts: [
      {
        claim: message('back-propagation.claim'),
        verdict: largest <= agreement ? 'true' : largest <= 100 * agreement ? 'roughly' : 'false',
        reason: message('back-propagation.reason', { largest }),
      },
    ],
    views: [graphView(numbers, gradients), chainView(numbers, gradients, tried), factorsView(numbers)],
  };
};

const places: Readonly<Record<NumberName, readonly [column: number, row: number]>> = {
  a: [0, 0],
  b: [0, 1],
  c: [0, 2],
  d: [1, 0],
  e: [1, 2],
  f: [2, 1],
  g: [3, 1],
  L: [4, 1],
};

function graphView(numbers: Numbers, gradients: Numbers): View {
  return {
    kind: 'graph',
    title: message('back-propagation.graph'),
    nodes: numberNames.map((id) => ({
      id,
      name: literal(nameOf(id)),
      value: numbers[id],
      gradient: gradients[id],
      column: places[id][0],
      row: places[id][1],
    })),
    edges: arrows(numbers).map(({ from, to, factor }) => ({
      from,
      to,
      note: literal(`× ${writtenNumber(factor.value)}`),
    })),
  };
}

function nameOf(name: NumberName): string {
  const recipe = (recipes as Partial<Record<NumberName, string>>)[name];
  return recipe === undefined ? name : `${name} = ${recipe}`;
}

/** Every slope as a sum of products, beside what trying finds. */
function chainView(numbers: Numbers, gradients: Numbers, tried: Numbers): View {
  const all = arrows(numbers);
  const chain = (name: NumberName) =>
    all
      .filter(({ from }) => from === name)
      .map(({ to, factor }) => `${bracketed(factor.value)} · ${bracketed(gradients[to])}`)
      .join(' + ');
  return {
    kind: 'table',
    title: message('back-propagation.chain'),
    columns: [
      message('back-propagation.number'),
      message('back-propagation.value'),
      message('back-propagation.sum'),
      message('back-propagation.slope'),
      message('back-propagation.tried'),
    ],
    rows: [...numberNames]
      .reverse()
      .map((name) => [
        literal(nameOf(name)),
        numbers[name],
        literal(name === 'L' ? '1' : chain(name)),
        gradients[name],
        tried[name],
      ]),
  };
}

function factorsView(numbers: Numbers): View {
  return {
    kind: 'table',
    title: message('back-propagation.factors'),
    columns: [
      message('back-propagation.arrow'),
      message('back-propagation.letters'),
      message('back-propagation.factor'),
    ],
    rows: arrows(numbers).map(({ from, to, factor }) => [
      literal(`∂${to}/∂${from}`),
      literal(factor.letters),
      factor.value,
    ]),
  };
}

function bracketed(value: number): string {
  return value < 0 ? `(${writtenNumber(value)})` : writtenNumber(value);
}
