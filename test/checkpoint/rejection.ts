import assert from 'node:assert/strict';
import { type ErrorCode, type Parameters, UnderhoodError } from '../../src/errors.ts';
import { type Language, translate } from '../../src/localisation.ts';

/**
 * Asserts that `error` is an UnderhoodError with that code and (at least) those parameters, and that its sentence is
 * complete in both languages: no placeholder is left over.
 */
function assertFailure(error: unknown, code: ErrorCode, parameters: Parameters = {}): void {
  assert.ok(error instanceof UnderhoodError, `not an UnderhoodError: ${error}`);
  assert.equal(error.code, code, JSON.stringify(error.parameters));
  assert.deepEqual({ ...error.parameters, ...parameters }, error.parameters);
  assertSentence(error);
}

export function assertSentence(error: UnderhoodError): void {
  for (const language of ['en', 'zh-cn'] satisfies Language[]) {
    const sentence = translate(language, error.code, error.parameters);
    for (const name of translate(language, error.code).match(/\{\w+\}/g) ?? []) {
      assert.ok(name.slice(1, -1) in error.parameters, `${name} is left in: ${sentence}`);
    }
  }
}

export function throwsCode(action: () => unknown, code: ErrorCode, parameters: Parameters = {}): void {
  assert.throws(action, (error) => {
    assertFailure(error, code, parameters);
    return true;
  });
}

export async function rejectsWithCode(action: Promise<unknown>, code: ErrorCode, parameters: Parameters = {}) {
  await assert.rejects(action, (error) => {
    assertFailure(error, code, parameters);
    return true;
  });
}
