import type { HubListing } from '../hub/listing.ts';
import type { RepositoryAddress } from '../hub/repository.ts';

/** VS Code's own settings of the same names. */
export interface ProxySettings {
  /** `http.proxy`; empty: that of the environment. */
  readonly proxy: string;
  /** `http.noProxy` */
  readonly noProxy: readonly string[];
  /** `http.proxySupport` */
  readonly support: string;
  /** `http.proxyStrictSSL` */
  readonly strictTls: boolean;
  /** `http.proxyAuthorization` */
  readonly authorization: string | null;
}

/** How the process that talks with the hub runs. */
export interface HubProcessOptions {
  /** `underhood.hub.endpoint`; empty where it is not set. */
  readonly endpoint: string;
  readonly proxy: ProxySettings;
}

/** What the extension host asks of the process that talks with the hub. */
export interface HubRequests {
  /** What there is to download of a model. Writes nothing. */
  describe(address: RepositoryAddress): HubListing;
  /** Downloads it into the cache. Answers with the folder to open. */
  download(listing: HubListing): string;
}

/** How far a download is; told at most eight times a second. */
export interface HubProgress {
  /** Bytes of all files that are here. */
  readonly received: number;
  /** The file that is being downloaded. */
  readonly file: string;
  /** Why nothing arrives at the moment: another program downloads the same file, or the server did not answer. */
  readonly waiting?: 'lock' | 'server';
}

export interface HubEvents {
  progress(progress: HubProgress): void;
}
