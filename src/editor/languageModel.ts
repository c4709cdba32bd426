import * as vscode from 'vscode';
import { UnderhoodError } from '../errors.ts';

/**
 * Puts a question to a language model that another extension brings into VS Code, which asks the person for consent first.
 * @returns undefined where there is none
 */
export async function askLanguageModel(question: string, token: vscode.CancellationToken): Promise<string | undefined> {
  const [model] = await vscode.lm.selectChatModels();
  if (!model) return undefined;
  try {
    const response = await model.sendRequest([vscode.LanguageModelChatMessage.User(question)], {}, token);
    let answer = '';
    for await (const piece of response.text) answer += piece;
    return answer;
  } catch (error) {
    if (!(error instanceof vscode.LanguageModelError)) throw error;
    throw new UnderhoodError('road.neuron.refused', { model: model.name, detail: error.message });
  }
}
