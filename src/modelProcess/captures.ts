import { type NamedTensor, streamSafetensors } from '../checkpoint/streamedSafetensors.node.ts';
import { weightsHash } from '../checkpoint/weightsHash.node.ts';
import { UnderhoodError } from '../errors.ts';
import type { LoadedModel } from '../models/loaded/loadedModel.ts';
import type { ModelRequests } from '../protocol/model.ts';
import type { Handlers, RequestOf } from '../protocol/rpc.ts';
import { type CapturedTranslation, mostTensors, storedIds, translationTensors } from './capturedTranslation.ts';

/** A run that a model did, as far as doing it once more needs to know it. */
export interface CapturedRun {
  readonly kind: 'run' | 'read' | 'place';
  readonly ids: readonly number[];
  readonly text: string;
  readonly owner: LoadedModel;
}

/** A run whose model is open. */
export interface OpenRun extends CapturedRun {
  /** Does something with the model while nobody closes it. Throws UnderhoodError where somebody did. */
  inTurn<T>(work: () => Promise<T>): Promise<T>;
}

/** What the views of each kind of run are made of. Logits are always written. */
const behindViews: Readonly<Record<CapturedRun['kind'], RegExp>> = {
  run: /^blocks\.\d+\.attn\.hook_(rot_q|rot_k|q|k|v|z|raw_scores|attn_scores|pattern|value_norm)$/,
  read: /^ln_final\.hook_normalized$/,
  place: /^hook_(pos_embed|rot_angle)$|^blocks\.\d+\.attn\.hook_(rot_q|rot_k|q|k|attn_scores|pattern)$/,
};

/** Numbers that are captured at once; what is more goes layer by layer, each of which runs the model again. */
const mostNumbers = 2 ** 26;

type CaptureRequests = Pick<ModelRequests, 'weightsHash' | 'writeActivations'>;

/** Writes what a model computes in a run to a file, and tells models apart by their weights. */
export class Captures implements Handlers<CaptureRequests> {
  /** @param find what was done, by its id; throws UnderhoodError where it is forgotten, or its model no longer open */
  constructor(private readonly find: (runId: string) => OpenRun | CapturedTranslation) {}

  readonly weightsHash: Handlers<CaptureRequests>['weightsHash'] = async ({ folder }) => ({
    sha256: await weightsHash(folder),
  });

  readonly writeActivations: Handlers<CaptureRequests>['writeActivations'] = async (request, cancellation) => {
    const found = this.find(request.runId);
    if (found.kind === 'translate') return writeTranslation(found, request, cancellation);
    const { kind, ids, text, owner, inTurn } = found;
    const { hookNames, summary } = owner;
    const names = request.which === 'all' ? hookNames : hookNames.filter((name) => behindViews[kind].test(name));
    const metadata = { format: 'pt', ...request.metadata, model: summary.name, text };
    async function* tensors(): AsyncGenerator<NamedTensor> {
      yield ['ids', storedIds(ids)];
      for (const [place, group] of groupsOf(names, owner, ids.length).entries()) {
        if (cancellation.isCancellationRequested) throw new UnderhoodError('cancelled');
        const { hooks, logits } = await inTurn(() => owner.capture(ids, group));
        for (const name of group) yield [name, float(hooks[name])];
        if (place === 0) yield ['logits', float(logits)];
      }
    }
    return streamSafetensors(request.path, metadata, names.length + 2, tensors());
  };
}

/** What several systems made of one source, in one file. */
function writeTranslation(
  found: CapturedTranslation,
  { path, which, metadata }: RequestOf<CaptureRequests, 'writeActivations'>,
  cancellation: { readonly isCancellationRequested: boolean },
) {
  async function* tensors(): AsyncGenerator<NamedTensor> {
    for await (const tensor of translationTensors(found, which)) {
      if (cancellation.isCancellationRequested) throw new UnderhoodError('cancelled');
      yield tensor;
    }
  }
  return streamSafetensors(path, { format: 'pt', ...metadata, text: found.text }, mostTensors(found), tensors());
}

/** All at once where they are few, otherwise layer by layer; what belongs to no layer comes first. */
function groupsOf(names: readonly string[], { summary }: LoadedModel, tokens: number): string[][] {
  const { layers, heads, width } = summary;
  const numbers = layers * (3 * heads * tokens * tokens + (heads + 20) * tokens * width);
  if (numbers <= mostNumbers) return [[...names]];
  const layerOf = (name: string) => /^blocks\.(\d+)\./.exec(name)?.[1] ?? '';
  const groups = new Map<string, string[]>([['', []]]);
  for (const name of names) {
    const layer = layerOf(name);
    groups.set(layer, [...(groups.get(layer) ?? []), name]);
  }
  return [...groups.values()];
}

function float({ data, shape }: { readonly data: ArrayLike<number | bigint>; readonly shape: readonly number[] }) {
  return { dtype: 'f32' as const, shape, data: data as Float32Array };
}
