import type { PositionsEvents, PositionsRequests } from '../../src/protocol/positionsPage.ts';
import type { Host } from '../shell/host.ts';

/** The extension host, as the positions page sees it. */
export type PositionsHost = Host<PositionsRequests, PositionsEvents>;
