import assert from 'node:assert/strict';
import { importCircles } from './importCircles.ts';
import { sourcesUnder } from './sources.ts';

describe('imports', () => {
  it('go in no circle, but among operators, whose gradients are made of each other', () => {
    const sources = new Map(Object.entries(sourcesUnder('src', 'webview')));
    assert.ok(sources.size > 500);
    const operators = ['elementwise', 'layout', 'reduction'].map((name) => `src/engine/operators/${name}.ts`);
    assert.deepEqual(importCircles(sources), [operators]);
  });

  it('are found in a circle, however it is written, and not where only types go round', () => {
    const sources = new Map([
      ['a/one.ts', "import { two } from '../b/two.ts';\n"],
      ['b/two.ts', "import {\n  type Three,\n  three,\n} from '../three.ts';\n"],
      ['three.ts', "export { one } from './a/one.ts';\n"],
      ['four.ts', "import { type Five } from './five.ts';\nimport type { Six } from './six.ts';\n"],
      ['five.ts', "import { four } from './four.ts';\nimport { one } from './a/one.ts';\n"],
      ['six.ts', "import { four } from './four.ts';\n"],
    ]);
    assert.deepEqual(importCircles(sources), [['a/one.ts', 'b/two.ts', 'three.ts']]);
  });
});
