import * as vscode from 'vscode';
import { UnderhoodError } from '../errors.ts';
import { say } from '../panels/language.ts';

/** What is needed of a language model that another extension brings. */
export type AskedModel = Pick<vscode.LanguageModelChat, 'name' | 'sendRequest'>;

/** Characters of an answer that are listened to: a few words were asked for. */
const mostCharacters = 4000;

/**
 * Puts a question to a language model that another extension brings into VS Code, which asks the person for consent first.
 * Throws UnderhoodError: `cancelled`, or why there is no answer.
 * @returns the beginning of the answer; undefined where there is no model
 */
export async function askLanguageModel(
  question: string,
  token: vscode.CancellationToken,
  models: () => Thenable<readonly AskedModel[]> = () => vscode.lm.selectChatModels(),
): Promise<string | undefined> {
  const [model] = await models();
  if (!model) return undefined;
  const source = new vscode.CancellationTokenSource();
  const listening = token.onCancellationRequested(() => source.cancel());
  try {
    const asked = [vscode.LanguageModelChatMessage.User(question)];
    const options = { justification: say('road.neuron.justification') };
    const response = await model.sendRequest(asked, options, source.token);
    let answer = '';
    for await (const piece of response.text) {
      answer += piece;
      if (answer.length >= mostCharacters || token.isCancellationRequested) break;
    }
    if (token.isCancellationRequested) throw new UnderhoodError('cancelled');
    return answer.slice(0, mostCharacters);
  } catch (error) {
    throw token.isCancellationRequested ? new UnderhoodError('cancelled') : refusal(model.name, error);
  } finally {
    // Who goes on answering is told that nobody listens any more.
    source.cancel();
    source.dispose();
    listening.dispose();
  }
}

/** Models come from other extensions: whatever they throw is a refusal, and no fault of ours. */
function refusal(model: string, error: unknown): UnderhoodError {
  const isDenied =
    error instanceof vscode.LanguageModelError && error.code === vscode.LanguageModelError.NoPermissions.name;
  if (isDenied) return new UnderhoodError('road.neuron.denied', { model });
  return new UnderhoodError('road.neuron.refused', {
    model,
    detail: error instanceof Error ? error.message : String(error),
  });
}
