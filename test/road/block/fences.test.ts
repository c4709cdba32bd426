import assert from 'node:assert/strict';
import fc from 'fast-check';
import { fencesIn } from '../../../src/road/block/fences.ts';
import '../../harness/seed.ts';

describe('the blocks of a Markdown document', () => {
  const bodies = (text: string) => fencesIn(text).map(({ body }) => body);

  it('are its fences with our word, whatever their sign, length and line ends', () => {
    assert.deepEqual(bodies('a\n```hood\nx: 1\n```\nb\n~~~~ hood extra\ny: 2\n~~~\n~~~~'), ['x: 1\n', 'y: 2\n~~~\n']);
    assert.deepEqual(bodies('```hood\r\nx: 1\r\n```\r\n'), ['x: 1\r\n']);
    assert.deepEqual(bodies('   ```HOOD\n```'), ['']);
  });

  it('are neither other fences nor what stands in them', () => {
    assert.deepEqual(bodies('```yaml\nx: 1\n```\n````md\n```hood\nx: 1\n```\n````\n'), []);
    assert.deepEqual(bodies('    ```hood\n    x: 1\n    ```\n'), [], 'indented code');
    assert.deepEqual(bodies('```hoods\n```'), []);
  });

  it('tell where they stand', () => {
    const text = '# 标题\n\n```hood\nexperiment: noodles\n```\n';
    const [fence] = fencesIn(text);
    assert.deepEqual([fence.firstLine, fence.lastLine, fence.isClosed], [2, 4, true]);
    assert.equal(text.slice(fence.bodyStart, fence.bodyStart + fence.body.length), fence.body);
  });

  it('end with the document where nothing closes them', () => {
    const [fence] = fencesIn('```hood\nx: 1');
    assert.deepEqual([fence.body, fence.lastLine, fence.isClosed], ['x: 1', 1, false]);
    assert.deepEqual(bodies('```hood'), ['']);
  });

  it('may have any info behind tildes, but no backtick behind backticks', () => {
    assert.deepEqual(bodies('~~~ hood `a`\nx: 1\n~~~'), ['x: 1\n']);
    assert.deepEqual(bodies('```hood `a`\nx: 1\n```'), [], 'the last line begins another');
    assert.deepEqual(bodies('```hood\nx: 1\n``` not closed\n```'), ['x: 1\n``` not closed\n']);
  });

  it('are found as fast in what looks like a fence over and over', function () {
    this.timeout(10_000);
    for (const sign of ['~', '`', ' ']) {
      const line = `\`\`\`${sign.repeat(100_000)}\``;
      assert.deepEqual(bodies(`${line}\n~~~${sign.repeat(100_000)}x\`\n`), []);
    }
  });

  it('are found in any text, where they say they are', () => {
    const line = fc.constantFrom('```hood', '```', '~~~hood', '~~~', 'x: 1', '', '````', '  ```', '```js', '\r');
    fc.assert(
      fc.property(fc.array(line, { maxLength: 20 }), (lines) => {
        const text = lines.join('\n');
        let last = -1;
        for (const { firstLine, lastLine, body, bodyStart } of fencesIn(text)) {
          assert.ok(firstLine > last && lastLine >= firstLine);
          assert.equal(text.slice(bodyStart, bodyStart + body.length), body);
          last = lastLine;
        }
      }),
    );
  });
});
