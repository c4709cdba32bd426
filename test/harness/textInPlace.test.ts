// biome-ignore-all lint/suspicious/noTemplateCurlyInString: sources, in which templates are meant as they stand.

import assert from 'node:assert/strict';
import { syntaxTrees } from './syntaxTrees.ts';
import { textInPlace } from './textInPlace.ts';

describe('textInPlace', () => {
  /** What is found in one line of code each. */
  const found = (lines: readonly string[]) => {
    const trees = syntaxTrees(Object.fromEntries(lines.map((line, index) => [`${index}.ts`, line])));
    return lines.map((line, index) => [line, textInPlace('f', trees.get(`${index}.ts`)!)] as const);
  };

  it('finds text for people', () => {
    const lines = [
      'html`<p>Nothing here yet.</p>`',
      'html`<p>${a} of ${b}</p>`',
      'html`<p>${isOpen ? html`<b>Close</b>` : nothing}</p>`',
      "html`<p>${isOpen ? 'Close it' : ''}</p>`",
      'html`<button title="Close"></button>`',
      'html`<button aria-label="Close ${name}"></button>`',
      'html`<input .placeholder="text">`',
      "element.textContent = 'Close';",
      "element.setAttribute('aria-label', 'Close');",
      "element.title = isOpen ? 'Close' : text('open');",
      "const label = '注意力';",
      "const sentence = 'It was not found.';",
      'const sentence = `There are ${count} of them left`;',
      "window.showErrorMessage('No model');",
      'window.showErrorMessage(`Missing ${name}`);',
      "window.createQuickPick({ title: 'Models', placeHolder: text('choose') });",
      "items.push({ label: '$(eye) Look', description: '' });",
    ];
    for (const [line, problems] of found(lines)) assert.equal(problems.length, 1, line);
  });

  it('leaves code, keys, comments and filled-in templates alone', () => {
    const lines = [
      '// 中文注释 and more words',
      '/* <p>text here</p> */',
      "html`<p>${text('page.empty')}</p>`",
      'html`<!-- a comment in it --><p class="wide open">${a} · ${b}, H${head} = 1</p>`',
      "html`<p class=${isOpen ? 'life many' : 'life'}></p>`",
      'html`<th title="${name}" aria-label=${name}></th>`',
      "element.querySelector('main > p span.wide');",
      "import { a } from './some where/a.ts';",
      "new UnderhoodError('page.badRequest', { detail: `branch: ${node}` });",
      "throw new Error('this cannot be');",
      "new OnePage({ name: 'road', title: 'page.road' });",
      "items.push({ label: '$(eye)', description: `${done}/${all}` });",
      "type Label = { title: 'Some words here' };",
      'const styles = css`p { color: red; } /* some words here */`;',
      "log.error('It went wrong here');",
    ];
    for (const [line, problems] of found(lines)) assert.deepEqual(problems, [], line);
  });
});
