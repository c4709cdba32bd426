import type { RoadPageEvents, RoadPageRequests } from '../../src/protocol/roadPage.ts';
import type { Host } from '../shell/host.ts';

/** The extension host, as the page of an experiment sees it. */
export type RoadHost = Host<RoadPageRequests, RoadPageEvents>;
