/** What one block of a transformer holds, and does for one token. */
interface BlockCost {
  readonly part: 'projections' | 'weights' | 'feedForward';
  /** Numbers that training finds; biases and gains are left out. */
  readonly parameters: number;
  /** Multiplications for a token that looks back at `context` others. */
  readonly products: number;
}

/**
 * Attention has four matrices of width²; a token's query meets `context` keys, and as many values are weighted. The
 * feed-forward part has two matrices, each `inner` times as large. A matrix costs a token one product a number.
 */
export function blockCosts(width: number, inner: number, context: number): BlockCost[] {
  const [attention, feedForward] = [4 * width * width, 2 * inner * width * width];
  return [
    { part: 'projections', parameters: attention, products: attention },
    { part: 'weights', parameters: 0, products: 2 * context * width },
    { part: 'feedForward', parameters: feedForward, products: feedForward },
  ];
}

/** The feed-forward part's share of a block, of its parameters or of its products. */
export function feedForwardShare(costs: readonly BlockCost[], of: 'parameters' | 'products'): number {
  const total = costs.reduce((sum, cost) => sum + cost[of], 0);
  return costs.find(({ part }) => part === 'feedForward')![of] / total;
}
