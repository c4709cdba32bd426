import type { TranslateEvents, TranslateRequests } from '../../src/protocol/translatePage.ts';
import type { Host } from '../shell/host.ts';

/** The extension host, as the translate page sees it. */
export type TranslateHost = Host<TranslateRequests, TranslateEvents>;
