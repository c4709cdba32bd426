import type { PositionScheme } from './scheme.ts';

/** No positions: what a model knows of order, it knows by its causal mask alone (Haviv et al. 2022). */
export const none: PositionScheme = { name: 'none', table: () => 0 };
