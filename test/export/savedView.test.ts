import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { parseHeader } from '../../src/checkpoint/safetensors.ts';
import { UnderhoodError } from '../../src/errors.ts';
import { requestKey } from '../../src/export/requestKey.ts';
import { decodeView, encodeView, type SavedView } from '../../src/export/savedView.ts';
import { describeFuzzing, fuzzing } from '../checkpoint/fuzzing.ts';
import { jsonMutation, safetensorsMutation } from '../checkpoint/mutations.ts';
import { assertSentence } from '../checkpoint/rejection.ts';
import { concatenate } from '../checkpoint/safetensorsFile.ts';
import { savedAttention } from './savedAttention.ts';
import { decodableJson, headerOf, withMetadata } from './savedFiles.ts';

const fileOf = (view: SavedView) => concatenate([...encodeView(view)]);
const opened = (view: object) => decodeView(fileOf(view as SavedView), 'a.underhood');

/** The same view with a part of its state, or one of its answers, replaced. */
function changed(
  change: (view: { state: Record<string, { model?: object }>; answers: Record<string, never>[] }) => void,
) {
  const view = structuredClone(savedAttention());
  change(view as never);
  return view;
}

describe('a saved view', () => {
  it('comes back as it was, to the bit', () => {
    const view = savedAttention();
    assert.deepEqual(opened(view), view);
  });

  it('is a file of safetensors', () => {
    const view = savedAttention();
    const file = fileOf(view);
    const { length, entries } = headerOf(file);
    const { data } = view.answers[1].answer as { data: Float32Array };
    const { tensors } = parseHeader(file.subarray(8, 8 + length), file.length, 'a');
    assert.deepEqual([...tensors.keys(), '__metadata__'].sort(), Object.keys(entries).sort());
    const bytes = new Uint8Array(data.buffer);
    const isPattern = ({ dtype, offset }: { dtype: string; offset: number }) =>
      dtype === 'F32' && Buffer.from(file.subarray(offset, offset + bytes.length)).equals(bytes);
    assert.ok([...tensors.values()].some(isPattern));
  });

  it('keeps numbers that JSON has none for', () => {
    const view = savedAttention();
    const scores = view.answers[2].answer as { data: Float32Array };
    assert.equal(scores.data[1], Number.NEGATIVE_INFINITY);
    const read = opened(view).answers[2].answer as { data: Float32Array };
    assert.deepEqual(read.data, scores.data);
  });

  it('finds an answer whatever the order of what was asked', () => {
    assert.equal(requestKey('head', { a: 1, b: { d: 2, c: 3 } }), requestKey('head', { b: { c: 3, d: 2 }, a: 1 }));
    assert.notEqual(requestKey('head', { a: 1 }), requestKey('head', { a: 2 }));
  });

  it('keeps no key that could become a prototype', () => {
    const hostile = JSON.stringify(decodableJson(fileOf(savedAttention())));
    const worse = hostile.replace('"state":{', '"state":{"__proto__":{"polluted":1},"constructor":{"prototype":{}},');
    const { state } = decodeView(withMetadata(fileOf(savedAttention()), worse), 'a');
    assert.deepEqual(state, savedAttention().state);
    assert.equal('polluted' in state, false);
  });

  const flaws: readonly (readonly [string, object, string])[] = [
    ['another version', { ...savedAttention(), version: 2 }, 'savedView.otherVersion'],
    ['a page that cannot be saved', { ...savedAttention(), page: 'constructor' }, 'savedView.damaged'],
    [
      'a method that is none',
      changed(({ answers }) => Object.assign(answers[0], { method: 'toString' })),
      'savedView.damaged',
    ],
    [
      'a head of another length',
      changed(({ answers }) => Object.assign(answers[1].answer, { length: 1, data: Float32Array.of(1) })),
      'savedView.damaged',
    ],
    [
      'a head that is not there',
      changed(({ answers }) => Object.assign(answers[1].answer, { layer: 2 })),
      'savedView.damaged',
    ],
    [
      'lists of another kind',
      changed(({ answers }) => Object.assign(answers[0].answer, { data: Float32Array.of(1) })),
      'savedView.damaged',
    ],
    ['tokens beyond the text', changed(({ state }) => Object.assign(state.run, { text: 'a' })), 'savedView.damaged'],
    [
      'more heads than can be',
      changed(({ state }) => Object.assign(state.run.model!, { layers: 1e9 })),
      'savedView.damaged',
    ],
    ['a date that is none', { ...savedAttention(), made: { date: '<b>', version: '0' } }, 'savedView.damaged'],
  ];
  for (const [what, view, code] of flaws) {
    it(`is refused with ${what}`, () => {
      assert.throws(
        () => opened(view),
        (error) => {
          assert.ok(error instanceof UnderhoodError);
          assert.equal(error.code, code);
          assertSentence(error);
          return true;
        },
      );
    });
  }

  it('is refused where it is deep, long, or refers to nothing', () => {
    const withJson = (json: string, length = 0) => {
      const header = new TextEncoder().encode(JSON.stringify({ __metadata__: { underhood: json } }));
      const prefix = new Uint8Array(8);
      new DataView(prefix.buffer).setBigUint64(0, BigInt(length || header.length), true);
      return concatenate([prefix, header]);
    };
    for (const [json, code] of [
      [`{"version":1,"x":${'['.repeat(500)}${']'.repeat(500)}}`, 'savedView.damaged'],
      ['{"version":1,"page":"attention","page":"attention"}', 'savedView.damaged'],
      ['{"version":1,"page":"attention","state":{"$list":0}}', 'savedView.damaged'],
      ['[]', 'savedView.damaged'],
      ['', 'savedView.damaged'],
    ]) {
      assert.throws(() => decodeView(withJson(json), 'a'), { code });
    }
    assert.throws(() => decodeView(withJson('{}', 2 ** 40), 'a'), { code: 'checkpoint.headerTooLong' });
    assert.throws(() => decodeView(new Uint8Array(3), 'a'), { code: 'checkpoint.headerMissing' });
    const plain = new TextEncoder().encode('{"__metadata__":{}}');
    const file = concatenate([Uint8Array.of(plain.length, 0, 0, 0, 0, 0, 0, 0), plain]);
    assert.throws(() => decodeView(file, 'a'), { code: 'savedView.notOne' });
  });
});

describe('hostile saved views', function () {
  describeFuzzing(this);
  const file = fileOf(savedAttention());
  const json = JSON.stringify(decodableJson(file));

  /** A view, or an UnderhoodError with a sentence. */
  const opens = (bytes: Uint8Array) => {
    try {
      const view = decodeView(bytes, 'a.underhood');
      assert.equal(view.page, 'attention');
    } catch (error) {
      if (!(error instanceof UnderhoodError)) throw error;
      assertSentence(error);
    }
  };

  it('are views or errors, however the file was changed', () => {
    fc.assert(
      fc.property(fc.array(safetensorsMutation, { minLength: 1, maxLength: 3 }), (mutations) => {
        opens(mutations.reduce((bytes, mutate) => mutate(bytes), file));
      }),
      fuzzing,
    );
  });

  it('are views or errors, however their JSON was changed', () => {
    fc.assert(
      fc.property(fc.array(jsonMutation, { minLength: 1, maxLength: 3 }), (mutations) => {
        const start: Uint8Array = new TextEncoder().encode(json);
        const worse = mutations.reduce((bytes, mutate) => mutate(bytes), start);
        opens(withMetadata(file, new TextDecoder().decode(worse)));
      }),
      fuzzing,
    );
  });
});
