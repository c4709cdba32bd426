import path from 'node:path';
import * as vscode from 'vscode';
import { formatCount } from '../../editor/numbers.ts';
import { checkReadable } from '../../editor/selectedText.ts';
import { say } from '../../panels/language.ts';
import { type SampleName, sampleNames } from '../../training/recipe/recipe.ts';
import { survey, surveyFiles } from '../../training/recipe/survey.node.ts';
import { sampleDocuments } from '../../training/samples/sampleCorpus.ts';
import { type Choices, type Data, needsPairs, type Question } from './choices.ts';
import { askChoice, askText } from './questions.ts';
import type { Surroundings } from './surroundings.ts';

/** The survey of a folder or sample follows, when it is known what of it is meant. */
type Chosen = Pick<Choices, 'source' | 'data' | 'survey'>;

interface Item extends vscode.QuickPickItem {
  /** Undefined: the person changed their mind. */
  take?(): Promise<Chosen | undefined>;
  readonly source?: Data['kind'];
}

/** What is trained on. */
export function dataQuestion(here: Surroundings): Question {
  return {
    applies: (choices) => !needsPairs(choices),
    async ask(choices, place) {
      return askChoice<Item, Choices>(place, {
        placeholder: say('train.data'),
        items: () => itemsOf(here),
        // What names no source is no answer, the line between the items above all: active, it would leave Enter without one.
        isActive: ({ source, description }) =>
          source !== undefined &&
          source === choices.source &&
          (choices.data?.kind !== 'folder' || choices.data.folder === description),
        async read(item) {
          const chosen = await item.take?.();
          return chosen && { ...choices, ...(isSame(chosen, choices) ? {} : chosen) };
        },
      });
    },
  };
}

/** Whether more was said already about the data that were chosen: which corpus, or which files of the folder. */
function isSame({ source, data }: Chosen, before: Choices): boolean {
  if (source !== before.source) return false;
  if (source === 'sample') return true;
  return data?.kind === 'folder' && before.data?.kind === 'folder' && data.folder === before.data.folder;
}

function itemsOf({ document, selection, folders }: Surroundings): Item[] {
  const items: (Item | false | undefined)[] = [
    document !== undefined &&
      selection !== undefined && {
        label: `$(selection) ${say('train.data.selection')}`,
        description: say('train.data.characters', { count: formatCount(selection.length) }),
        detail: say('train.data.stored'),
        source: 'text',
        take: () => takeText(selection, document.name, document.file),
      },
    document && {
      label: `$(file) ${say('train.data.file')}`,
      description: document.name,
      detail: documentDetail(document),
      source: document.file === undefined ? 'text' : 'file',
      take: () => (document.file === undefined ? takeText(document.text, document.name) : takeFile(document.file)),
    },
    ...foldersNear(document?.file, folders).map((folder) => ({
      label: `$(folder) ${say('train.data.folder')}`,
      description: folder,
      source: 'folder' as const,
      take: () => takeFolder(folder),
    })),
    {
      label: `$(beaker) ${say('train.data.sample')}`,
      detail: say('train.data.sampleDetail'),
      source: 'sample',
      take: async () => ({ source: 'sample' }),
    },
    { label: '', kind: vscode.QuickPickItemKind.Separator },
    {
      label: `$(file) ${say('train.data.otherFile')}`,
      take: async () => {
        const [file] = (await vscode.window.showOpenDialog({ title: say('train.data') })) ?? [];
        return file && takeFile(file.fsPath);
      },
    },
    {
      label: `$(folder-opened) ${say('train.data.otherFolder')}`,
      take: async () => {
        const options = { canSelectFiles: false, canSelectFolders: true, title: say('train.data') };
        const [folder] = (await vscode.window.showOpenDialog(options)) ?? [];
        return folder && takeFolder(folder.fsPath);
      },
    },
  ];
  return items.filter((item) => item !== false && item !== undefined);
}

function documentDetail({ file, isUnsaved }: NonNullable<Surroundings['document']>): string | undefined {
  if (file === undefined) return say('train.data.stored');
  return isUnsaved ? `$(warning) ${say('train.data.unsaved')}` : undefined;
}

/** The folders of the workspace, the file's own first. */
function foldersNear(file: string | undefined, folders: readonly string[]): string[] {
  return [...new Set([...(file === undefined ? [] : [path.dirname(file)]), ...folders])];
}

async function takeText(text: string, name: string, file?: string): Promise<Chosen> {
  checkReadable(text);
  const folder = file && path.dirname(file);
  return { source: 'text', data: { kind: 'text', text, name, folder }, survey: await survey([{ text }]) };
}

async function takeFile(file: string): Promise<Chosen> {
  const counted = await surveyFiles({ files: [path.basename(file)], exclude: [] }, path.dirname(file));
  return { source: 'file', data: { kind: 'file', file }, survey: counted };
}

const usualGlob = '**/*.{txt,md}';

async function takeFolder(folder: string): Promise<Chosen> {
  return { source: 'folder', data: { kind: 'folder', folder, glob: usualGlob } };
}

/** Which files of a folder. */
export const globQuestion: Question = {
  applies: (choices) => choices.source === 'folder' && !needsPairs(choices),
  async ask(choices, place) {
    const { data } = choices;
    if (data?.kind !== 'folder') throw new Error('no folder was chosen');
    const { folder } = data;
    return askText<Choices>(place, {
      prompt: say('train.glob', { folder }),
      value: data.glob,
      async read(glob) {
        const counted = await surveyFiles({ files: [glob.trim() || usualGlob], exclude: [] }, folder);
        return { ...choices, data: { kind: 'folder', folder, glob: glob.trim() || usualGlob }, survey: counted };
      },
    });
  },
};

/** Which of the corpora that are made by code. */
export const sampleQuestion: Question = {
  applies: (choices) => choices.source === 'sample' && !needsPairs(choices),
  async ask(choices, place) {
    const { data } = choices;
    return askChoice<vscode.QuickPickItem & { readonly name: SampleName }, Choices>(place, {
      placeholder: say('train.sample'),
      items: () =>
        sampleNames.map((name) => ({
          name,
          label: say(`train.sample.${name}`),
          detail: say(`train.sample.${name}.detail`),
        })),
      isActive: ({ name }) => data?.kind === 'sample' && name === data.name,
      async read({ name }) {
        const some = [...sampleDocuments(name, { characters: 100_000, seed: 1 })].map((text) => ({ text }));
        // All of it is not looked at: its length is known.
        const counted = { ...(await survey(some)), characters: sampleCharacters };
        return { ...choices, data: { kind: 'sample', name }, survey: counted };
      },
    });
  },
};

/** As much as a recipe asks for where it does not say. */
const sampleCharacters = 300_000;
