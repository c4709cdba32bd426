import assert from 'node:assert/strict';
import fc from 'fast-check';
import { isPortablePath } from '../../src/checkpoint/relativePath.ts';
import { UnderhoodError } from '../../src/errors.ts';
import { readInfo, readPage } from '../../src/hub/answers.ts';
import '../harness/seed.ts';

describe('an answer of the hub', () => {
  /** Values in the places where a server has them, some of them right. */
  const near = fc.letrec<{ value: unknown }>((tie) => ({
    value: fc.oneof(
      { maxDepth: 4 },
      fc.constantFrom('file', 'directory', 'config.json', '../x', 'nul', 'a'.repeat(40), 'b'.repeat(64), 'mit', ''),
      fc.constantFrom<unknown>(0, 1, -1, 2 ** 53, 0.5, null, true),
      fc.array(tie('value'), { maxLength: 4 }),
      fc.dictionary(
        fc.constantFrom('type', 'path', 'size', 'oid', 'lfs', 'sha', 'cardData', 'license', 'tags', '__proto__'),
        tie('value'),
        { maxKeys: 6 },
      ),
    ),
  })).value;
  const size = fc.oneof(fc.nat(), near);
  const path = fc.oneof(fc.string({ unit: 'binary' }), near);
  const checksum = (length: number) => fc.oneof(fc.constant('a'.repeat(length)), near);
  const lfs = fc.record({ oid: checksum(64), size });
  const entry = fc.record({ type: fc.constant('file'), path, size, oid: checksum(40), lfs: fc.oneof(lfs, near) });

  it('is taken for what it is, or refused, whatever it says', () => {
    let taken = 0;
    fc.assert(
      fc.property(fc.oneof(near, fc.array(entry, { maxLength: 3 }), fc.jsonValue()), (answer) => {
        try {
          for (const { path, size, blob } of readPage(answer, 'h')) {
            assert.ok(isPortablePath(path), path);
            assert.ok(Number.isSafeInteger(size) && size >= 0);
            assert.match(blob, /^([0-9a-f]{40}|[0-9a-f]{64})$/);
            taken++;
          }
        } catch (error) {
          assert.ok(error instanceof UnderhoodError, String(error));
        }
      }),
      { numRuns: 3000 },
    );
    assert.ok(taken > 100, `${taken} were taken`);
  });

  it('says a commit and a licence, or is refused', () => {
    let taken = 0;
    const info = fc.record({ sha: fc.oneof(fc.constant('a'.repeat(40)), near), cardData: near, tags: near });
    fc.assert(
      fc.property(info, (answer) => {
        try {
          const { commit, licence } = readInfo(answer, 'h');
          assert.match(commit, /^[0-9a-f]{40}$/);
          assert.ok(licence === null || (licence.length <= 60 && !/\p{C}/u.test(licence)));
          taken++;
        } catch (error) {
          assert.ok(error instanceof UnderhoodError, String(error));
        }
      }),
      { numRuns: 1000 },
    );
    assert.ok(taken > 100, `${taken} were taken`);
  });
});
