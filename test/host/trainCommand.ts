import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import * as vscode from 'vscode';
import { StepTimes } from '../../src/commands/train/stepTimes.ts';
import type { TrainedModel } from '../../src/commands/train/trainedModel.ts';
import type { StepTime, TrainingStarter } from '../../src/commands/train/training.ts';
import { trainModel } from '../../src/commands/trainModel.ts';
import type { TestedParts } from '../../src/extension.ts';
import { sizeNames } from '../../src/training/recipe/presets.ts';
import { parseRecipe, type Recipe } from '../../src/training/recipe/recipe.ts';
import { translatorSizes } from '../../src/training/recipe/translatorPresets.ts';
import { activated, closeEverything } from './extension.ts';
import { Questions } from './questions.ts';

export const story = 'Once upon a time there was a little dog. The dog had a red ball.\n'.repeat(40);

/** What the command asks. */
export const asks = {
  start: /new model, or one/,
  data: /learn from/,
  size: /How large/,
  tokenizer: /tokens/,
  ending: /How long/,
  name: /called/,
} as const;

/** Remembers nothing but for as long as it lives. */
export function memento(): vscode.Memento {
  const values = new Map<string, unknown>();
  return {
    keys: () => [...values.keys()],
    get: <T>(key: string, otherwise?: T) => (values.get(key) ?? otherwise) as T,
    async update(key, value) {
      values.set(key, value);
    },
  };
}

/** The command Train a Small Model in a folder of its own, with a training that is only taken note of. */
export class TrainCommand {
  /** What would have been trained. */
  begun: { readonly recipe: string; readonly anew: boolean }[] = [];
  folder = '';

  private constructor(
    readonly parts: TestedParts,
    readonly questions: Questions,
  ) {}

  /** To be used in a `describe`: there before its tests, in a new folder for each. */
  static use(): () => TrainCommand {
    let command: TrainCommand;
    before(async () => {
      command = new TrainCommand(await activated(), new Questions());
    });
    after(() => command.questions.dispose());
    beforeEach(() => {
      command.folder = fs.mkdtempSync(path.join(os.tmpdir(), 'underhood-train-'));
      command.begun = [];
    });
    afterEach(async () => {
      await command.questions.close();
      await closeEverything();
      fs.rmSync(command.folder, { recursive: true, force: true });
    });
    return () => command;
  }

  /** Resolves when the command has ended. @param measure the time of a step: at once 40 ms */
  begin(measure: () => AsyncIterable<StepTime> = measured, from?: TrainedModel): Promise<void> {
    const { begun } = this;
    const { choice, hub } = this.parts;
    const training: TrainingStarter = {
      async train({ fsPath }, { anew }) {
        begun.push({ recipe: fsPath, anew });
      },
    };
    return trainModel({ choice, hub, stepTimes: new StepTimes({ measure }, memento(), 'test'), training }, from);
  }

  /** Opens a file of the folder. */
  async openStory(file = 'story.txt', content = story): Promise<vscode.TextEditor> {
    fs.writeFileSync(path.join(this.folder, file), content);
    return vscode.window.showTextDocument(await vscode.workspace.openTextDocument(path.join(this.folder, file)));
  }

  /** A recipe that was written there. */
  read(file: string): Recipe {
    return parseRecipe(JSON.parse(fs.readFileSync(path.join(this.folder, file), 'utf8')));
  }
}

async function* measured(): AsyncGenerator<StepTime> {
  for (const size of sizeNames) yield { model: { kind: 'gpt', size }, milliseconds: 40 };
  for (const { name: size } of translatorSizes) yield { model: { kind: 'transformer', size }, milliseconds: 40 };
  yield { model: { kind: 'recurrent', size: '0.1M' }, milliseconds: 40 };
}
