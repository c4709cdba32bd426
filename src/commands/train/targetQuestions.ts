import { constants } from 'node:fs';
import { access, readdir } from 'node:fs/promises';
import path from 'node:path';
import * as vscode from 'vscode';
import { recipeEnding } from '../../editor/recipe/recipeFile.ts';
import { UnderhoodError } from '../../errors.ts';
import { translate } from '../../localisation.ts';
import { currentLanguage, say } from '../../panels/language.ts';
import type { Choices, Question, Target } from './choices.ts';
import { askChoice, askText, back } from './questions.ts';

/** Where the recipe and the model's folder beside it are written. */
export function targetQuestion(workspaceFolders: readonly string[]): Question {
  return {
    applies: () => true,
    async ask(choices, place) {
      let at = choices.target ?? proposal(choices, workspaceFolders);
      for (;;) {
        // Where nothing tells which folder is meant, only a dialog can.
        const { folder, name } = at;
        if (folder === undefined) {
          const elsewhere = await askPlace(undefined, name);
          if (!elsewhere) return back;
          at = elsewhere;
          continue;
        }
        const otherFolder = { iconPath: new vscode.ThemeIcon('folder'), tooltip: say('train.name.otherFolder') };
        const answer = await askText<Choices, typeof otherFolder>(place, {
          prompt: say('train.name', { folder }),
          value: await freeName(folder, name),
          buttons: [otherFolder],
          problem: nameProblem,
          read: async (text) => ({ ...choices, existing: undefined, target: await targetAt(folder, text.trim()) }),
        });
        if (!isPressed(answer, otherFolder)) return answer;
        at = (await askPlace(folder, name)) ?? at;
      }
    },
  };
}

function isPressed<Pressed>(answer: unknown, button: Pressed): answer is Pressed {
  return answer === button;
}

/** What to do with a recipe that has this name already. */
export const takenQuestion: Question = {
  applies: ({ target }) => target?.isTaken === true,
  ask: (choices, place) =>
    askChoice<vscode.QuickPickItem & { readonly existing: 'replace' | 'resume' }, Choices>(place, {
      placeholder: say('train.taken', { name: choices.target?.name ?? '' }),
      items: () =>
        (['resume', 'replace'] as const).map((existing) => ({
          existing,
          label: say(`train.taken.${existing}`),
          detail: say(`train.taken.${existing}Detail`),
        })),
      read: ({ existing }) => ({ ...choices, existing }),
    }),
};

interface Proposal {
  readonly folder?: string;
  readonly name: string;
}

/** Beside the data; where these lie nowhere, in the workspace. */
function proposal({ data }: Choices, [workspace]: readonly string[]): Proposal {
  switch (data?.kind) {
    case 'file':
      return { folder: path.dirname(data.file), name: nameFrom(data.file) };
    case 'folder':
      return { folder: data.folder, name: nameFrom(data.folder) };
    case 'pairs':
      return { folder: path.dirname(data.files[0]), name: nameFrom(data.files[0]) };
    case 'text':
      return { folder: data.folder ?? workspace, name: nameFrom(data.name) };
    default:
      return { folder: workspace, name: data?.name ?? 'model' };
  }
}

/** What a file name must not hold, on any system. */
const forbidden = /[\\/:*?"<>|\p{Cc}]/u;

function nameFrom(file: string): string {
  const name = path
    .parse(file)
    .name.replaceAll(new RegExp(forbidden, 'gu'), '-')
    .replace(/^\.+|[. ]+$/g, '');
  return name || 'model';
}

function nameProblem(text: string): string | undefined {
  const name = text.trim();
  if (name !== '' && !forbidden.test(name) && !/^\.|\.$/.test(name)) return undefined;
  return translate(currentLanguage(), 'train.badName', { name });
}

const recipeAt = (folder: string, name: string) => path.join(folder, name + recipeEnding);

/** The name, or the first of NAME-2, NAME-3… that nothing there has. */
async function freeName(folder: string, name: string): Promise<string> {
  const there = new Set(await readdir(folder).catch(() => []));
  for (let number = 1; ; number++) {
    const candidate = number === 1 ? name : `${name}-${number}`;
    if (!there.has(candidate) && !there.has(candidate + recipeEnding)) return candidate;
  }
}

/** Throws UnderhoodError where no recipe and no model can be written there. */
async function targetAt(folder: string, name: string): Promise<Target> {
  if (nameProblem(name)) throw new UnderhoodError('train.badName', { name });
  await access(folder, constants.W_OK).catch(({ code }) => {
    throw new UnderhoodError('train.readOnly', { folder, detail: code });
  });
  const isTaken = await access(recipeAt(folder, name)).then(
    () => true,
    () => false,
  );
  const output = path.join(folder, name);
  const there = await readdir(output).catch(({ code }) => {
    if (code === 'ENOENT') return [];
    throw new UnderhoodError('train.notFolder', { path: output });
  });
  if (!isTaken && there.length > 0) throw new UnderhoodError('train.folderTaken', { folder: output });
  return { folder, name, isTaken };
}

async function askPlace(folder: string | undefined, name: string): Promise<Required<Proposal> | undefined> {
  const file = await vscode.window.showSaveDialog({
    title: say('train.name.otherFolder'),
    saveLabel: say('train.name.save'),
    defaultUri: folder === undefined ? undefined : vscode.Uri.file(recipeAt(folder, name)),
    filters: { Underhood: [recipeEnding.slice(1)] },
  });
  if (!file) return undefined;
  const base = path.basename(file.fsPath);
  return {
    folder: path.dirname(file.fsPath),
    name: base.endsWith(recipeEnding) ? base.slice(0, -recipeEnding.length) : path.parse(base).name,
  };
}
