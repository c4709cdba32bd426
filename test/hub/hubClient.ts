import { join } from 'node:path';
import { CancellationTokenSource } from 'vscode-jsonrpc';
import type { Patience } from '../../src/hub/http.node.ts';
import type { HubListing } from '../../src/hub/listing.ts';
import { HubSession } from '../../src/hubProcess/hubSession.ts';
import type { HubProgress, ProxySettings } from '../../src/protocol/hub.ts';
import { useTemporaryFolder } from '../checkpoint/temporaryFolder.ts';
import { HubServer } from './hubServer.ts';
import { plainModel } from './models.ts';

/** As VS Code has them where nothing is set. */
export const noProxy: ProxySettings = {
  proxy: '',
  noProxy: [],
  support: 'override',
  strictTls: true,
  authorization: null,
};

/** No pauses; but long waits, so that a busy machine is not taken for a server that does not answer. */
const patience: Partial<Patience> = {
  answer: 20_000,
  stall: 10_000,
  leastBytes: 100,
  pauses: [1, 1],
  longestPause: 5000,
};

/** A hub and a cache of the test's own. To be called inside `describe`. */
export function useHub() {
  const folder = useTemporaryFolder();
  const hub = {} as { server: HubServer };
  beforeEach(async () => {
    hub.server = await new HubServer().listen();
    hub.server.models.set('owner/tiny', { files: plainModel });
  });
  afterEach(() => hub.server.close());

  return {
    get server() {
      return hub.server;
    },
    get cache() {
      return join(folder(), 'cache', 'hub');
    },
    /** Of the model's own folder in the cache. */
    inside: (...path: string[]) => join(folder(), 'cache', 'hub', 'models--owner--tiny', ...path),
    folder,
    client: (environment: Readonly<Record<string, string>> = {}, other: Partial<Patience> = {}) =>
      new Client(
        environment.HF_ENDPOINT ? '' : hub.server.address,
        { HF_HUB_CACHE: join(folder(), 'cache', 'hub'), HF_TOKEN_PATH: join(folder(), 'token'), ...environment },
        { ...patience, ...other },
      ),
  };
}

/** Asks as the extension host does, and notes what it is told. */
export class Client {
  readonly progress: HubProgress[] = [];
  readonly cancelling = new CancellationTokenSource();
  readonly #session: HubSession;

  constructor(
    endpoint: string,
    environment: Readonly<Record<string, string>>,
    patience: Partial<Patience>,
    proxy: ProxySettings = noProxy,
  ) {
    this.#session = new HubSession(
      { endpoint, proxy },
      (progress) => this.progress.push(progress),
      environment,
      patience,
    );
  }

  async describe(name = 'owner/tiny', revision = 'main'): Promise<HubListing> {
    return this.#session.describe({ name, revision }, this.cancelling.token);
  }

  async download(listing: HubListing): Promise<string> {
    return this.#session.download(listing, this.cancelling.token);
  }

  /** Both, one after the other. */
  async fetch(name?: string, revision?: string): Promise<string> {
    return this.download(await this.describe(name, revision));
  }
}
