import { UnderhoodError } from '../errors.ts';
import type { RepositoryAddress } from './repository.ts';

/** A file of a repository, by what is in it. */
export interface HubFile {
  /** In the repository. */
  readonly path: string;
  /** Bytes. */
  readonly size: number;
  /**
   * What the hub says its checksum is, which is also its name in the cache: 64 hexadecimal digits are the SHA-256 of a large
   * file, 40 the git blob SHA-1 of a small one.
   */
  readonly blob: string;
}

/** A file that is to be opened. */
export interface WantedFile extends HubFile {
  /** Bytes of it that are here already: all of it, or what an interrupted download left. */
  readonly here: number;
}

/** What a model on the hub is, and what there is to download of it. */
export interface HubListing extends RepositoryAddress {
  /** The commit that the revision stands for. */
  readonly commit: string;
  /** `model_type` of its config.json. */
  readonly modelType: string;
  /** As its card has it, such as `apache-2.0`; null where it says none. */
  readonly licence: string | null;
  /** Only what is read of a model, small files first. */
  readonly files: readonly WantedFile[];
  /** The user's Hugging Face cache. */
  readonly cache: string;
  /** Bytes that are free there; null where the system does not tell. */
  readonly free: number | null;
}

/** Bytes of all files, of what is here of them, and of what is to be downloaded. */
export function bytesOf({ files }: Pick<HubListing, 'files'>) {
  const total = files.reduce((sum, { size }) => sum + size, 0);
  const here = files.reduce((sum, file) => sum + file.here, 0);
  return { total, here, missing: total - here };
}

/** Throws where the disk cannot hold what is to be downloaded. */
export function checkSpace(listing: HubListing): void {
  const { missing } = bytesOf(listing);
  if (listing.free === null || missing <= listing.free) return;
  throw new UnderhoodError('hub.noSpace', {
    needed: formatBytes(missing),
    free: formatBytes(listing.free),
    folder: listing.cache,
  });
}

/** A size as the hub shows it, in powers of a thousand: 548 MB. */
export function formatBytes(bytes: number): string {
  const units = ['bytes', 'kB', 'MB', 'GB', 'TB'];
  const power = bytes < 1000 ? 0 : Math.min(Math.floor(Math.log10(bytes) / 3), units.length - 1);
  const value = bytes / 1000 ** power;
  return `${power === 0 || value >= 99.95 ? Math.round(value) : value.toFixed(1)} ${units[power]}`;
}
