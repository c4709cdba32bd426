import type { PageEvents, PageRequests } from '../../src/protocol/page.ts';
import type { Host } from '../shell/host.ts';

/** The extension host, as what all pages share sees it. */
export type PageHost = Host<PageRequests<unknown, unknown>, PageEvents<unknown>>;
