import * as ts from 'typescript/unstable/ast';
import type { Messages } from './manifestRules.ts';

/** What makes a sentence, all of it. A page may draw a token in the place of a parameter, and fills it then. */
const makers = /^(UnderhoodError|say|translate|message)$/;

/**
 * Sentences that would show a `{placeholder}` as it stands, since the source that names their key does not fill it: read
 * from the syntax tree, where key and parameters stand beside each other. Parameters that are put together elsewhere are
 * taken on trust.
 * @returns a sentence for every such place
 */
export function filledSentences(file: string, tree: ts.SourceFile, messages: Messages): string[] {
  const problems: string[] = [];
  const visit = (node: ts.Node): void => {
    if ((ts.isCallExpression(node) || ts.isNewExpression(node)) && makers.test(nameOfCall(node))) {
      for (const [i, argument] of (node.arguments ?? []).entries()) {
        if (!ts.isStringLiteral(argument) || !Object.hasOwn(messages, argument.text)) continue;
        const given = namesIn(node.arguments![i + 1]);
        if (!given) continue;
        const missing = placeholdersOf(messages[argument.text].en).filter((name) => !given.has(name));
        if (missing.length === 0) continue;
        const { line } = tree.getLineAndCharacterOfPosition(node.getStart());
        problems.push(`${file}:${line + 1}: nothing fills {${missing.join('}, {')}} of ${argument.text}`);
      }
    }
    node.forEachChild(visit);
  };
  visit(tree);
  return problems;
}

function placeholdersOf(sentence: string): string[] {
  return [...sentence.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
}

/** What an object literal fills, or nothing at all where it is absent; undefined where that is not seen in place. */
function namesIn(parameters: ts.Node | undefined): ReadonlySet<string> | undefined {
  if (!parameters) return new Set();
  if (!ts.isObjectLiteralExpression(parameters)) return undefined;
  const names = new Set<string>();
  for (const property of parameters.properties) {
    if (!ts.isPropertyAssignment(property) && !ts.isShorthandPropertyAssignment(property)) return undefined;
    names.add(property.name.getText().replace(/^['"]|['"]$/g, ''));
  }
  return names;
}

function nameOfCall({ expression }: ts.CallExpression | ts.NewExpression): string {
  return ts.isPropertyAccessExpression(expression) ? expression.name.text : expression.getText();
}
