import { randomUUID } from 'node:crypto';
import { CancellationTokenSource } from 'vscode-jsonrpc';
import { UnderhoodError } from '../errors.ts';
import type { ModelProcess } from '../modelProcess/client.ts';
import { type ContinuationNode, type ContinuationTree, mostContinuationNodes } from '../protocol/nextTokenPage.ts';
import type { GeneratedToken, GenerationEnd, SamplingSettings } from '../protocol/reading.ts';

/** What was written after a reading, branch by branch. Writing goes on while nobody looks. */
export class Continuation {
  #runId: string;
  #nodes: readonly ContinuationNode[] = [];
  #tip: number | null = null;
  #end?: GenerationEnd;
  #writing?: CancellationTokenSource;

  /**
   * @param changed told after every change
   * @param failed told why writing broke off, unless somebody wanted it to
   */
  constructor(
    runId: string,
    private readonly process: Pick<ModelProcess, 'generate'>,
    private readonly changed: () => void,
    private readonly failed: (error: unknown) => void,
  ) {
    this.#runId = runId;
  }

  /** The reading that it continues. Another one of the same text by the same model serves as well. */
  get runId(): string {
    return this.#runId;
  }
  set runId(runId: string) {
    if (runId !== this.#runId) this.stop();
    this.#runId = runId;
  }

  get tree(): ContinuationTree {
    const [nodes, tip, end] = [this.#nodes, this.#tip, this.#end];
    return { runId: this.runId, nodes, tip, isWriting: this.#writing !== undefined, end };
  }

  /** The bytes of the branch in front, as text; what a special token stands for is no text. */
  get text(): string {
    const bytes = this.#path(this.#tip)
      .map((index) => this.#nodes[index])
      .flatMap(({ kind, bytes }) => (kind === 'special' ? [] : bytes));
    return new TextDecoder().decode(Uint8Array.from(bytes));
  }

  /** Writes on after a node; null: after the text. Resolves when that is over. */
  async write(after: number | null, sampling: SamplingSettings, count: number): Promise<void> {
    this.#check(after);
    this.stop();
    const writing = new CancellationTokenSource();
    this.#writing = writing;
    this.#tip = after;
    this.#end = undefined;
    this.changed();
    const path = this.#path(after).map((index) => this.#nodes[index].id);
    const request = { runId: this.runId, path, sampling, count, generationId: randomUUID() };
    const onToken = (token: GeneratedToken) => {
      if (this.#writing !== writing) return;
      try {
        this.#add(token, this.#tip, false);
      } catch (error) {
        this.stop();
        this.failed(error);
      }
      this.changed();
    };
    try {
      const { end } = await this.process.generate(request, onToken, writing.token);
      if (this.#writing === writing) this.#end = end;
    } catch (error) {
      const isWanted = error instanceof UnderhoodError && (error.code === 'cancelled' || error.code === 'superseded');
      if (!isWanted) this.failed(error);
    } finally {
      if (this.#writing === writing) this.#writing = undefined;
      writing.dispose();
      this.changed();
    }
  }

  stop(): void {
    const writing = this.#writing;
    this.#writing = undefined;
    writing?.cancel();
  }

  /** Puts one of a node's alternatives in its place, as a branch of its own, in front. */
  branch(node: number, id: number): void {
    this.#check(node);
    const { alternatives, parent } = this.#nodes[node];
    const place = alternatives.findIndex((alternative) => alternative.id === id);
    if (place < 0) throw new UnderhoodError('page.badRequest', { detail: `branch: ${id}` });
    this.stop();
    this.#end = undefined;
    this.#add({ ...alternatives[place], keptProbability: 0, rank: place + 1, alternatives }, parent, true);
    this.changed();
  }

  /** Brings the branch in front that ends at a node. */
  show(tip: number | null): void {
    this.#check(tip);
    this.stop();
    this.#tip = tip;
    this.#end = undefined;
    this.changed();
  }

  /** Goes to a token after `parent`: the node that is there already, or a new one. Throws UnderhoodError where there are too many. */
  #add(token: GeneratedToken, parent: number | null, isChosen: boolean): void {
    const known = this.#nodes.findIndex((node) => node.parent === parent && node.id === token.id);
    if (known < 0 && this.#nodes.length >= mostContinuationNodes) {
      throw new UnderhoodError('continuation.full', { most: mostContinuationNodes });
    }
    if (known < 0) this.#nodes = [...this.#nodes, { ...token, parent, isChosen }];
    this.#tip = known < 0 ? this.#nodes.length - 1 : known;
  }

  /** Nodes from the first one to `tip`. */
  #path(tip: number | null): number[] {
    const path: number[] = [];
    for (let node = tip; node !== null; node = this.#nodes[node].parent) path.unshift(node);
    return path;
  }

  #check(node: number | null): void {
    if (node === null || node < this.#nodes.length) return;
    throw new UnderhoodError('page.badRequest', { detail: `node: ${node}` });
  }
}
