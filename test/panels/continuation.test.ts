import 'vscode-jsonrpc/node';
import assert from 'node:assert/strict';
import type { CancellationToken } from 'vscode-jsonrpc';
import { UnderhoodError } from '../../src/errors.ts';
import { Continuation } from '../../src/panels/continuation.ts';
import type { GenerationRequest } from '../../src/protocol/model.ts';
import { mostContinuationNodes, nextTokenStart } from '../../src/protocol/nextTokenPage.ts';
import type { GeneratedToken, GenerationEnd } from '../../src/protocol/reading.ts';

const { sampling } = nextTokenStart;

/** A token that is a letter; its alternatives are the two letters after it, and itself. */
function letter(code: string): GeneratedToken {
  const entry = (offset: number) => {
    const id = code.charCodeAt(0) + offset;
    return {
      id,
      spelling: String.fromCharCode(id),
      bytes: [id],
      kind: 'text' as const,
      probability: 0.5 / (offset + 1),
    };
  };
  return { ...entry(0), keptProbability: 1, rank: 1, alternatives: [entry(0), entry(1), entry(2)] };
}

const lettersOf = (text: string) => [...text].map(letter);

/** A model process that writes what the test says, when it says so. */
function fakeProcess() {
  const asked: {
    request: GenerationRequest;
    write(tokens: readonly GeneratedToken[]): void;
    end(why: GenerationEnd): void;
    fail(error: unknown): void;
  }[] = [];
  return {
    asked,
    generate(request: GenerationRequest, onToken: (token: GeneratedToken) => void, token?: CancellationToken) {
      return new Promise<{ end: GenerationEnd }>((resolve, reject) => {
        token?.onCancellationRequested(() => reject(new UnderhoodError('cancelled')));
        asked.push({
          request,
          write: (tokens) => {
            for (const token of tokens) onToken(token);
          },
          end: (end) => resolve({ end }),
          fail: reject,
        });
      });
    },
  };
}

describe('a continuation', () => {
  let process: ReturnType<typeof fakeProcess>;
  let continuation: Continuation;
  let failures: unknown[];
  let changes: number;

  beforeEach(() => {
    process = fakeProcess();
    failures = [];
    changes = 0;
    continuation = new Continuation(
      'run',
      process,
      () => changes++,
      (error) => failures.push(error),
    );
  });

  const written = () => continuation.tree.nodes.map(({ spelling, parent }) => `${spelling}${parent ?? ''}`).join(' ');

  async function write(after: number | null, letters: string, end: GenerationEnd = 'count'): Promise<void> {
    const done = continuation.write(after, sampling, letters.length);
    process.asked.at(-1)!.write(lettersOf(letters));
    process.asked.at(-1)!.end(end);
    await done;
  }

  it('grows token by token, each told at once', async () => {
    const done = continuation.write(null, sampling, 3);
    assert.equal(continuation.tree.isWriting, true);
    const before = changes;
    process.asked[0].write(lettersOf('a'));
    assert.equal(changes, before + 1);
    assert.deepEqual([continuation.text, continuation.tree.tip], ['a', 0]);
    process.asked[0].write(lettersOf('bc'));
    process.asked[0].end('count');
    await done;
    assert.equal(written(), 'a b0 c1');
    const { isWriting, end, tip } = continuation.tree;
    assert.deepEqual([isWriting, end, tip, continuation.text], [false, 'count', 2, 'abc']);
  });

  it('goes on after any token, given all before it', async () => {
    await write(null, 'abc');
    await write(1, 'x');
    assert.deepEqual(process.asked[1].request.path, [97, 98]);
    assert.equal(written(), 'a b0 c1 x1');
    assert.equal(continuation.text, 'abx');
  });

  it('writes the same again without a second branch', async () => {
    await write(null, 'abc');
    await write(null, 'abcd');
    assert.equal(written(), 'a b0 c1 d2');
  });

  it('branches at an alternative, and keeps what was written', async () => {
    await write(null, 'abc');
    continuation.branch(1, 'd'.charCodeAt(0));
    assert.equal(written(), 'a b0 c1 d0');
    const chosen = continuation.tree.nodes[3];
    assert.deepEqual([chosen.isChosen, chosen.rank, chosen.keptProbability], [true, 3, 0]);
    assert.equal(continuation.text, 'ad');
    continuation.show(2);
    assert.equal(continuation.text, 'abc');
    continuation.branch(1, 'd'.charCodeAt(0));
    assert.equal(continuation.tree.nodes.length, 4, 'the branch is there already');
  });

  it('stops after what is written, and nothing that comes late is added', async () => {
    const done = continuation.write(null, sampling, 9);
    process.asked[0].write(lettersOf('ab'));
    continuation.stop();
    process.asked[0].write(lettersOf('c'));
    await done;
    assert.deepEqual([written(), continuation.tree.isWriting], ['a b0', false]);
    assert.deepEqual(failures, []);
  });

  it('tells what went wrong and keeps what is written', async () => {
    const done = continuation.write(null, sampling, 9);
    process.asked[0].write(lettersOf('ab'));
    process.asked[0].fail(new UnderhoodError('process.crashed', { detail: 'x' }));
    await done;
    assert.equal(written(), 'a b0');
    assert.deepEqual(
      failures.map((error) => (error as UnderhoodError).code),
      ['process.crashed'],
    );
  });

  it('keeps no more than a saved view may hold, and says so', async () => {
    const done = continuation.write(null, sampling, mostContinuationNodes + 5);
    process.asked[0].write(Array.from({ length: mostContinuationNodes + 5 }, (_, id) => ({ ...letter('a'), id })));
    await done;
    const { nodes, isWriting, tip } = continuation.tree;
    assert.deepEqual([nodes.length, isWriting, tip], [mostContinuationNodes, false, mostContinuationNodes - 1]);
    assert.deepEqual(
      failures.map((error) => (error as UnderhoodError).code),
      ['continuation.full'],
    );
    assert.throws(() => continuation.branch(5, 'b'.charCodeAt(0)), { code: 'continuation.full' });
    await write(null, 'x');
    assert.equal(continuation.tree.nodes.length, mostContinuationNodes);
    assert.equal(failures.length, 2, 'nor does pressing again');
  });

  it('joins the bytes of a character, and leaves special tokens out of the text', async () => {
    const [first, second] = new TextEncoder().encode('é');
    const bytes = [first, second].map((byte) => ({ ...letter('a'), id: byte, bytes: [byte] }));
    const done = continuation.write(null, sampling, 3);
    process.asked[0].write([...bytes, { ...letter('s'), kind: 'special' }]);
    process.asked[0].end('count');
    await done;
    assert.equal(continuation.text, 'é');
  });

  it('refuses places that are not there', async () => {
    await write(null, 'a');
    assert.throws(() => continuation.branch(5, 97), { code: 'page.badRequest' });
    assert.throws(() => continuation.branch(0, 33), { code: 'page.badRequest' });
    assert.throws(() => continuation.show(1), { code: 'page.badRequest' });
    await assert.rejects(continuation.write(1, sampling, 1), { code: 'page.badRequest' });
  });
});
