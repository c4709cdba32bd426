import type { CancellationToken } from 'vscode-jsonrpc';
import { hubCacheFolder } from '../checkpoint/hubCache.node.ts';
import { UnderhoodError } from '../errors.ts';
import { describeModel } from '../hub/api.node.ts';
import { bytesHere, cachePlaces, freeBytes } from '../hub/cacheLayout.node.ts';
import { checkOnline, type Environment, hubEndpoint, userToken } from '../hub/environment.node.ts';
import type { Connection, Patience } from '../hub/http.node.ts';
import { checkSpace } from '../hub/listing.ts';
import { downloadSnapshot } from '../hub/snapshotDownload.node.ts';
import type { HubProcessOptions, HubProgress, HubRequests } from '../protocol/hub.ts';
import type { Handlers } from '../protocol/rpc.ts';

/** From one telling of progress to the next, milliseconds. */
const tellEvery = 125;

const describing: Patience = {
  answer: 20_000,
  stall: 15_000,
  leastBytes: 1000,
  pauses: [1000],
  longestPause: 15_000,
};
const downloading: Patience = {
  answer: 30_000,
  stall: 30_000,
  leastBytes: 30_000,
  pauses: [1000, 2000, 5000, 10_000, 20_000, 30_000],
  longestPause: 600_000,
};

/** What the process that talks with the hub does: answers HubRequests. */
export class HubSession implements Handlers<HubRequests> {
  /** @param patience for tests, which have none */
  constructor(
    private readonly options: HubProcessOptions,
    private readonly push: (progress: HubProgress) => void,
    private readonly environment: Environment = process.env,
    private readonly patience: Partial<Patience> = {},
  ) {}

  readonly describe: Handlers<HubRequests>['describe'] = async (address, token) => {
    const connection = await this.#connection(describing);
    const { files, ...described } = await describeModel(connection, address, signalOf(token));
    const cache = hubCacheFolder(this.environment);
    const places = cachePlaces(cache, described.name, described.commit);
    const wanted = files.map(async (file) => ({ ...file, here: await bytesHere(places, file) }));
    return { ...described, cache, free: await freeBytes(cache), files: await Promise.all(wanted) };
  };

  readonly download: Handlers<HubRequests>['download'] = async (listing, token) => {
    checkSpace(listing);
    let told = Number.NEGATIVE_INFINITY;
    const tell = (progress: HubProgress) => {
      const now = performance.now();
      if (now - told < tellEvery && !progress.waiting) return;
      told = now;
      this.push(progress);
    };
    return downloadSnapshot(await this.#connection(downloading), listing, tell, signalOf(token));
  };

  async #connection(patience: Patience): Promise<Connection> {
    const { options, environment } = this;
    checkOnline(environment);
    return {
      endpoint: hubEndpoint(options.endpoint, environment),
      token: await userToken(environment),
      proxy: options.proxy,
      environment,
      patience: { ...patience, ...this.patience },
    };
  }
}

function signalOf(token: CancellationToken): AbortSignal {
  if (token.isCancellationRequested) throw new UnderhoodError('cancelled');
  const controller = new AbortController();
  token.onCancellationRequested(() => controller.abort());
  return controller.signal;
}
