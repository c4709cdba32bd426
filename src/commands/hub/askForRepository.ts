import * as vscode from 'vscode';
import { UnderhoodError } from '../../errors.ts';
import { formatBytes } from '../../hub/listing.ts';
import { parseRepository, type RepositoryAddress } from '../../hub/repository.ts';
import { suggestions } from '../../hub/suggestions.ts';
import { say } from '../../panels/language.ts';

interface Item extends vscode.QuickPickItem {
  /** Absent: what was typed names no model. */
  readonly address?: RepositoryAddress;
}

/** Asks for a model on the hub: one of a few, or any other by its name or the address of its page. */
export async function askForRepository(): Promise<RepositoryAddress | undefined> {
  const pick = vscode.window.createQuickPick<Item>();
  pick.title = say('hub.ask.title');
  pick.placeholder = say('hub.ask');
  pick.matchOnDescription = true;
  pick.ignoreFocusOut = true;
  pick.items = suggestedItems();
  const typing = pick.onDidChangeValue((text) => {
    pick.items = text.trim() === '' ? suggestedItems() : [typedItem(text), ...suggestedItems()];
  });
  pick.show();
  try {
    return await new Promise<RepositoryAddress | undefined>((resolve) => {
      pick.onDidAccept(() => {
        const [item] = pick.selectedItems;
        // What names no model stays there to be corrected.
        if (item?.address) resolve(item.address);
      });
      pick.onDidHide(() => resolve(undefined));
    });
  } finally {
    typing.dispose();
    pick.dispose();
  }
}

function suggestedItems(): Item[] {
  return suggestions.map(({ name, modelType, licence, size }) => ({
    label: name,
    description: say('hub.suggestion', { modelType, licence, size: formatBytes(size) }),
    address: { name, revision: 'main' },
  }));
}

/** What was typed, as a model or with how one is named. */
function typedItem(text: string): Item {
  try {
    const address = parseRepository(text);
    const { name, revision } = address;
    return {
      label: `$(cloud-download) ${name}`,
      description: say('hub.revision', { revision }),
      address,
      alwaysShow: true,
    };
  } catch (error) {
    if (!(error instanceof UnderhoodError)) throw error;
    return { label: `$(warning) ${text.trim()}`, detail: say('hub.ask.noName'), alwaysShow: true };
  }
}
