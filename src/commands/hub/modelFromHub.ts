import * as vscode from 'vscode';
import { UnderhoodError } from '../../errors.ts';
import { bytesOf, checkSpace, formatBytes, type HubListing } from '../../hub/listing.ts';
import { parseRepository, type RepositoryAddress } from '../../hub/repository.ts';
import { TransferRate } from '../../hub/transferRate.ts';
import { say } from '../../panels/language.ts';
import type { HubProgress } from '../../protocol/hub.ts';
import type { Parts } from '../parts.ts';
import { askForRepository } from './askForRepository.ts';

export type HubParts = Pick<Parts, 'hub'>;

/**
 * A model from the hub, downloaded after the person has seen how large it is and said yes.
 * @param repository as a person names it; absent: asked for
 * @returns its folder in the cache; undefined where the person decided otherwise
 */
export async function modelFromHub(parts: HubParts, repository?: string): Promise<string | undefined> {
  const address = repository === undefined ? await askForRepository() : parseRepository(repository);
  if (!address) return undefined;
  try {
    const listing = await described(parts, address);
    if (bytesOf(listing).missing > 0) {
      checkSpace(listing);
      if (!(await confirmed(listing))) return undefined;
    }
    return await download(parts, listing);
  } catch (error) {
    if (error instanceof UnderhoodError && error.code === 'cancelled') return undefined;
    throw error;
  }
}

function described({ hub }: HubParts, address: RepositoryAddress): Thenable<HubListing> {
  const title = say('hub.looking', { name: address.name });
  return vscode.window.withProgress(
    { location: vscode.ProgressLocation.Notification, title, cancellable: true },
    (_, token) => hub.request('describe', address, token),
  );
}

/** Shows what there is to download, of what licence, and where it goes. */
async function confirmed(listing: HubListing): Promise<boolean> {
  const { name, revision, modelType, licence, cache, free } = listing;
  const { total, here, missing } = bytesOf(listing);
  const lines = [
    say('hub.confirm.model', { modelType, revision }),
    licence === null ? say('hub.confirm.noLicence') : say('hub.confirm.licence', { licence }),
    ...(here > 0 ? [say('hub.confirm.here', { here: formatBytes(here), total: formatBytes(total) })] : []),
    free === null ? say('hub.confirm.place', { cache }) : say('hub.confirm.free', { cache, free: formatBytes(free) }),
  ];
  const title = say('hub.confirm', { name, size: formatBytes(missing) });
  const download = say('hub.confirm.download');
  const chosen = await vscode.window.showInformationMessage(title, { modal: true, detail: lines.join('\n') }, download);
  return chosen === download;
}

async function download({ hub }: HubParts, listing: HubListing): Promise<string> {
  const { total, here } = bytesOf(listing);
  const rate = new TransferRate();
  const title = say('hub.downloading', { name: listing.name });
  try {
    return await vscode.window.withProgress(
      { location: vscode.ProgressLocation.Notification, title, cancellable: true },
      (bar, token) => {
        let shown = here;
        return hub.request('download', listing, token, (progress) => {
          rate.add(performance.now(), progress.received);
          const increment = ((progress.received - shown) / total) * 100;
          shown = progress.received;
          bar.report({ message: progressText(progress, total, rate), increment });
        });
      },
    );
  } catch (error) {
    const isCancelled = error instanceof UnderhoodError && error.code === 'cancelled';
    if (isCancelled) void offerToGoOn(listing);
    throw error;
  }
}

/** Says that nothing is lost of a download that was cancelled. */
async function offerToGoOn({ name, revision }: HubListing): Promise<void> {
  const goOn = say('hub.goOn');
  const chosen = await vscode.window.showInformationMessage(say('hub.cancelled', { name }), goOn);
  if (chosen === goOn) await vscode.commands.executeCommand('underhood.openFromHub', `${name}@${revision}`);
}

/** How far it is, how fast, and how long it will take. */
function progressText({ received, waiting }: HubProgress, total: number, rate: TransferRate): string {
  const part = say('hub.progress', { received: formatBytes(received), total: formatBytes(total) });
  if (waiting) return `${part} · ${say(waiting === 'lock' ? 'hub.waiting.lock' : 'hub.waiting.server')}`;
  const left = rate.secondsLeft(total);
  if (rate.rate === undefined || left === undefined) return part;
  const speed = say('hub.progress.rate', { rate: formatBytes(rate.rate) });
  return `${part} · ${speed} · ${timeLeft(left)}`;
}

function timeLeft(seconds: number): string {
  if (seconds < 60) return say('hub.progress.seconds', { seconds: Math.max(1, Math.ceil(seconds)) });
  return say('hub.progress.minutes', { minutes: Math.ceil(seconds / 60) });
}
