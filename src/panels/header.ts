import * as vscode from 'vscode';
import type { Follow } from '../editor/follow.ts';
import { currentPalette, onPalette } from '../editor/palette.ts';
import type { TrackedText } from '../editor/trackedText.ts';
import type { HeaderRequests, HeaderState, NextQuestion } from '../protocol/page.ts';
import type { Handlers } from '../protocol/rpc.ts';
import { currentLanguage, onLanguage } from './language.ts';

/** What a next question is about. */
export interface About {
  /** Name of the page that asks. */
  readonly page: string;
  /** The text of the page, where it has one: in its document, or by itself. */
  readonly text?: TrackedText | string;
  /** Folder of the model that is asked; absent: the chosen one. */
  readonly folder?: string;
  /** Where the page is. */
  readonly column?: vscode.ViewColumn;
}

/** Leads from one page to the one that answers a question. */
export type AskNext = (question: NextQuestion, about: About) => Promise<void>;

/** What the header of a page needs of the extension. */
export interface HeaderHost {
  readonly follow: Pick<Follow, 'isOn' | 'set' | 'onChange'>;
  readonly askNext: AskNext;
}

/** What the header of a page says now. */
export function headerState({ follow }: HeaderHost): HeaderState {
  return { language: currentLanguage(), follow: follow.isOn, palette: currentPalette() };
}

/** Tells when that changes. */
export function onHeader({ follow }: HeaderHost, listener: () => void): vscode.Disposable {
  return vscode.Disposable.from(follow.onChange(listener), onLanguage(listener), onPalette(listener));
}

/** Answers what the header of every page asks. */
export function headerHandlers({ follow, askNext }: HeaderHost, about: () => About): Handlers<HeaderRequests> {
  return {
    chooseModel: () => {
      void vscode.commands.executeCommand('underhood.chooseModel');
      return null;
    },
    setFollow: async ({ follow: isOn }) => {
      await follow.set(isOn);
      return null;
    },
    askNext: async (question) => {
      await askNext(question, about());
      return null;
    },
  };
}
