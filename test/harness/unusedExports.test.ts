import assert from 'node:assert/strict';
import { sourcesUnder } from './sources.ts';
import { unusedExports } from './unusedExports.ts';

describe('exports', () => {
  it('are all imported by another file, but for what VS Code calls by name', () => {
    const sources = new Map(Object.entries(sourcesUnder('src', 'webview', 'test')));
    assert.ok(sources.size > 1000);
    assert.deepEqual(unusedExports(sources), [
      'src/extension.ts: activate',
      // In the text of the file that it writes.
      'src/training/optimizer/assembleKernel.node.ts: adamWKernel',
      'test/host/index.ts: run',
    ]);
  });

  it('are found where nobody imports them, however they are written', () => {
    const sources = new Map([
      ['a/one.ts', 'export const one = 1;\nexport async function spare() {}\nexport interface Shape {}\n'],
      ['a/two.ts', "import { one as first, type Shape } from './one.ts';\nconst two = 2;\nexport { two as second };\n"],
      ['b/three.ts', "import {\n  second,\n} from '../a/two.ts';\nexport type Three = 3;\nexport class Own {}\n"],
      ['b/four.ts', "export { type Three } from './three.ts';\nexport const whole = 4;\nconst inner = 5;\n"],
      ['b/five.ts', "import * as four from './four.ts';\nconst six = await import('./six.ts');\n"],
      ['b/six.ts', 'export const six = 6;\n'],
    ]);
    assert.deepEqual(unusedExports(sources), ['a/one.ts: spare', 'b/three.ts: Own']);
  });
});
