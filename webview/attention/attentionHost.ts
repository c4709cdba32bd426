import type { AttentionEvents, AttentionRequests } from '../../src/protocol/attentionPage.ts';
import type { Host } from '../shell/host.ts';

/** The extension host, as the attention page sees it. */
export type AttentionHost = Host<AttentionRequests, AttentionEvents>;
