import { verdictOn } from '../../analysis/verdict.ts';
import { blockCosts, feedForwardShare } from '../depth/blockCost.ts';
import type { Run } from '../experiment.ts';
import type { blockCost } from '../experiments/blockCost.ts';
import { message } from '../message.ts';
import { percent } from '../numbers.ts';

const contexts = Array.from({ length: 22 }, (_, i) => 2 ** i);

/** What the essay says of the feed-forward part. */
const said = 2 / 3;

/** Counts what a block holds and multiplies. */
export const runBlockCost: Run<typeof blockCost> = async ({ width, inner, context }) => {
  const costs = blockCosts(width, inner, context);
  const [parameters, products] = [feedForwardShare(costs, 'parameters'), feedForwardShare(costs, 'products')];
  const shares = contexts.map((length) => 100 * feedForwardShare(blockCosts(width, inner, length), 'products'));
  return {
    headline: message('block-cost.headline', {
      parameters: percent(parameters),
      products: percent(products),
      context,
    }),
    verdicts: [
      {
        claim: message('block-cost.claim.parameters'),
        verdict: verdictOn(said, parameters),
        reason: message('block-cost.reason.parameters', { share: percent(parameters) }),
      },
      {
        claim: message('block-cost.claim.products', { context }),
        verdict: verdictOn(said, products),
        reason: message('block-cost.reason.products', { share: percent(products) }),
      },
    ],
    views: [
      {
        kind: 'table',
        title: message('block-cost.tableView'),
        columns: [message('block-cost.part'), message('block-cost.parameters'), message('block-cost.products')],
        rows: costs.map((cost) => [
          message(`block-cost.${cost.part}`),
          Math.round(cost.parameters),
          Math.round(cost.products),
        ]),
      },
      {
        kind: 'plot',
        title: message('block-cost.contextView'),
        x: { title: message('block-cost.contextAxis'), scale: 'log' },
        y: { title: message('block-cost.share'), from: 0, to: 100 },
        lines: [{ name: message('block-cost.feedForward'), x: contexts, y: shares }],
        marks: [{ axis: 'x', at: context, name: message('block-cost.chosen') }],
      },
    ],
  };
};
