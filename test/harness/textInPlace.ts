import * as ts from 'typescript/unstable/ast';

// Text for people in the sources of a page or of the host, which belongs in media/l10n: read from the syntax tree, since
// what a string is for is told by where it stands.

/** Attributes, properties and options that people read or hear. */
const readByPeople = new Set([
  ...[
    'title',
    'label',
    'placeholder',
    'placeHolder',
    'alt',
    'prompt',
    'detail',
    'description',
    'tooltip',
    'matchOnDetail',
  ],
  ...['aria-label', 'aria-description', 'aria-roledescription', 'aria-valuetext', 'aria-placeholder'],
  ...['ariaLabel', 'ariaDescription', 'ariaRoleDescription', 'ariaValueText', 'accessibilityInformation'],
  ...['textContent', 'innerText', 'text', 'heading', 'caption', 'summary', 'openLabel', 'saveLabel', 'documentation'],
]);
/** Calls whose arguments people read. */
const shows = /^(show(Information|Warning|Error)Message|setStatusBarMessage|announce|setCustomValidity)$/;
/** Calls whose arguments nobody reads: selectors, classes, and what only a programmer sees. */
const machine =
  /^(querySelector(All)?|closest|matches|getAttribute|setProperty|getPropertyValue|toggle|add|remove|replace|replaceAll|split|join|startsWith|endsWith|includes|getContext|addEventListener|RegExp|import|log|executeCommand|setContext|error|info|warn|debug|css|unsafeCSS|matchMedia|define|customElement|createElementNS|localeCompare|getConfiguration)$/;
/** What only a programmer sees; an UnderhoodError's parameters are names that its sentence quotes. */
const errors = /^(\w*Error)$/;
const letters = /\p{L}/u;
/** Not H or p: letters that stand for a head or a position mean the same in every language. */
const word = /\p{L}{2}|\p{Script=Han}/u;
/** Two words, or a word of a script that people only write to people. */
const prose = /\p{L}{2,}[,;:]? \p{L}{2,}|\p{Script=Han}/u;
/** Shaders, fonts, colours and selectors. */
const style = /^#version|\b(sans-serif|monospace)$|^rgb\(|^[.#][\w-]+ /;

/** @returns a sentence for every text that is written in place */
export function textInPlace(file: string, tree: ts.SourceFile): string[] {
  const problems: string[] = [];
  const report = (node: ts.Node, what: string, text: string) => {
    const { line } = tree.getLineAndCharacterOfPosition(node.getStart());
    const shown = text.trim().replace(/\s+/g, ' ').slice(0, 60);
    problems.push(`${file}:${line + 1}: ${what}; it belongs in media/l10n: ${shown}`);
  };
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node) || ts.isTypeNode(node) || ts.isExportDeclaration(node)) return;
    if (ts.isTaggedTemplateExpression(node)) {
      const tag = node.tag.getText();
      if (tag === 'html' || tag === 'svg') {
        for (const [what, text] of textsOfTemplate(node.template)) report(node, what, text);
      }
      for (const expression of shownIn(node.template)) visit(expression);
      return;
    }
    const text = literalText(node);
    if (text !== undefined && letters.test(text)) {
      const name = isWithin(node, errors) ? undefined : readAs(node);
      if (name !== undefined && !isKey(text)) report(node, `text for ${name}`, text);
      else if (
        prose.test(withoutTags(text)) &&
        !style.test(text) &&
        !isWithin(node, machine) &&
        !isWithin(node, errors)
      )
        report(node, 'prose', text);
    }
    node.forEachChild(visit);
  };
  visit(tree);
  return problems;
}

/** What a template is filled with, but for the names of classes. */
function shownIn(template: ts.TemplateLiteral): ts.Expression[] {
  if (!ts.isTemplateExpression(template)) return [];
  const { head, templateSpans } = template;
  const before = [head.text, ...templateSpans.map(({ literal }) => literal.text)];
  return templateSpans.flatMap(({ expression }, i) => (/\bclass="?[^">]*$/.test(before[i]) ? [] : [expression]));
}

/** What is written in a literal; of a template, its fixed parts. */
function literalText(node: ts.Node): string | undefined {
  if (ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node)) return node.text;
  if (!ts.isTemplateExpression(node)) return undefined;
  return [node.head.text, ...node.templateSpans.map(({ literal }) => literal.text)].join('\0');
}

/** The property, attribute or call that shows a literal to people; undefined where none does. */
function readAs(node: ts.Node): string | undefined {
  const { parent } = node;
  if (ts.isConditionalExpression(parent) && parent.condition !== node) return readAs(parent);
  if (ts.isParenthesizedExpression(parent)) return readAs(parent);
  if (ts.isPropertyAssignment(parent) && parent.initializer === node) return ifRead(parent.name.getText());
  if (ts.isBinaryExpression(parent) && parent.right === node) {
    if (parent.operatorToken.kind !== ts.SyntaxKind.EqualsToken) return undefined;
    return ts.isPropertyAccessExpression(parent.left) ? ifRead(parent.left.name.text) : undefined;
  }
  if (!ts.isCallExpression(parent)) return undefined;
  const name = nameOfCall(parent);
  if (shows.test(name)) return name;
  const [first] = parent.arguments;
  return name === 'setAttribute' && first !== node && ts.isStringLiteral(first) ? ifRead(first.text) : undefined;
}

function ifRead(name: string): string | undefined {
  const bare = name.replace(/^['"]|['"]$/g, '');
  return readByPeople.has(bare) ? bare : undefined;
}

/** Names of messages and of commands, icons, and what has no word in it. */
function isKey(text: string): boolean {
  return (
    /^[\w-]+(\.[\w\0-]+)+\.?$/.test(text) || !letters.test(text.replace(/\$\([\w~-]+\)/g, '').replaceAll('\0', ''))
  );
}

/** Whether a literal belongs to an argument of a call of that name. */
function isWithin(node: ts.Node, calls: RegExp): boolean {
  for (let inner = node; inner.parent && !ts.isStatement(inner); inner = inner.parent) {
    const { parent } = inner;
    if (!ts.isCallExpression(parent) && !ts.isNewExpression(parent)) continue;
    const isArgument = parent.arguments?.some((argument) => argument === inner);
    if (isArgument && calls.test(nameOfCall(parent))) return true;
  }
  return false;
}

function nameOfCall({ expression }: ts.CallExpression | ts.NewExpression): string {
  return ts.isPropertyAccessExpression(expression) ? expression.name.text : expression.getText();
}

const tags = /<[!/]?[a-z][^<>"']*(?:(?:"[^"]*"|'[^']*')[^<>"']*)*>/gi;

function withoutTags(html: string): string {
  return html.replace(tags, '\n');
}

/** Fixed texts of a piece of HTML: between tags, and in attributes that people read. */
function textsOfTemplate(template: ts.TemplateLiteral): (readonly [what: string, text: string])[] {
  const html = (literalText(template) ?? '').replace(/<!--[\s\S]*?-->/g, '').replace(/<style[\s\S]*?<\/style>/g, '');
  const found: [string, string][] = [];
  for (const [tag] of html.matchAll(tags)) {
    for (const [, name, value] of tag.matchAll(/[\s.]([\w-]+)=["']([^"']*)["']/g)) {
      if (readByPeople.has(name) && word.test(value.replaceAll('\0', ' '))) found.push([`text for ${name}`, value]);
    }
  }
  for (const text of withoutTags(html).replace(/&\w+;/g, '').replaceAll('\0', ' ').split('\n')) {
    if (word.test(text)) found.push(['text in a template', text]);
  }
  return found;
}
