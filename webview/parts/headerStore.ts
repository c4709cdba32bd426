import type { HeaderRequests, HeaderState } from '../../src/protocol/page.ts';
import type { Requester } from '../../src/protocol/rpc.ts';
import type { Store } from './store.ts';

/** A store as the header of a page sees it, which is the same on all of them. */
export interface HeaderStore extends Store<HeaderState> {
  readonly host: Requester<HeaderRequests>;
}
