import type { PositionScheme } from './scheme.ts';

/** A table that is trained like every other parameter, as in GPT-2; it ends where training ended. */
export const learned: PositionScheme = { name: 'learned', table: 'trained' };
