import assert from 'node:assert/strict';
import { readCheckpoint } from '../../src/checkpoint/huggingFaceFolder.node.ts';
import { writeCheckpoint } from '../../src/checkpoint/writeFolder.node.ts';
import { onnxruntimeNode } from '../../src/engine/runtimes/onnxruntimeNode.node.ts';
import { architectureOf } from '../../src/models/families.ts';
import { Inference, type Placement } from '../../src/models/inference/inference.ts';
import { checkModel } from '../../src/models/parameters.ts';
import { type SchemeName, schemeNames } from '../../src/positions/scheme.ts';
import { rejectsWithCode } from '../checkpoint/rejection.ts';
import { useTemporaryFolder } from '../checkpoint/temporaryFolder.ts';
import { type RecordedRun, recorded, wavy } from '../positions/recorded.ts';
import { distance } from './goldenCases.ts';

const { ids, rows, shuffled } = recorded;
const contextLength = 32;
const placements: Readonly<Record<RecordedRun, Placement>> = {
  asIs: {},
  scaled: { factor: 0.5 },
  without: { factor: 0 },
  shuffled: { positions: shuffled },
  shifted: { positions: ids.map((_, place) => place + 7) },
  encoder: { looksAhead: true },
};

/** The model of make.py with a scheme, in a folder. */
async function writeModel(folder: string, scheme: SchemeName): Promise<void> {
  const isOurs = scheme === 'rotary' || scheme === 'alibi';
  const config = {
    model_type: isOurs ? 'gpt2_positions' : 'gpt2',
    position_scheme: scheme,
    n_layer: 2,
    n_head: 4,
    n_embd: 24,
    n_positions: contextLength,
    vocab_size: 29,
  };
  const { family, config: parsed } = architectureOf(config);
  const specs = family.parameters(parsed);
  const drawn = specs.map(({ name }) => name).filter((name) => name !== family.positionTable);
  const places = new Map(drawn.sort().map((name, place) => [name, place]));
  const tensors = specs.map(({ name, shape, fixed }) => {
    const count = shape.reduce((product, size) => product * size, 1);
    const mean = name.includes('.ln_') && name.endsWith('weight') ? 1 : 0;
    return [name, { shape, data: fixed?.() ?? wavy(places.get(name) ?? 99, count, mean) }] as const;
  });
  await writeCheckpoint(folder, { config, tensors: Object.fromEntries(tensors) }, 'f32');
}

describe('a model with each position scheme', () => {
  const folder = useTemporaryFolder();
  const open = async (scheme: SchemeName) => {
    await writeModel(folder(), scheme);
    return new Inference(checkModel(await readCheckpoint(folder())), onnxruntimeNode({ threads: 1 }));
  };

  for (const scheme of schemeNames) {
    it(`computes what PyTorch does, whatever its tokens are told of their positions (${scheme})`, async () => {
      const inference = await open(scheme);
      for (const [name, placement] of Object.entries(placements)) {
        const { logits } = await inference.run(ids, [], rows, placement);
        const far = distance(logits.data as Float32Array, recorded.models[scheme][name as RecordedRun]);
        assert.ok(far < 2e-5, `${name} differs by ${far}`);
      }
      await inference.release();
    });
  }

  it('takes no position beyond its table, and any where it has none', async () => {
    const beyond = { positions: ids.map((_, place) => place + contextLength - ids.length + 1) };
    const table = await open('sinusoid');
    await rejectsWithCode(table.run(ids, [], [0], beyond), 'positions.beyondTable', { last: 32, rows: 32 });
    await table.release();
    const turning = await open('rotary');
    const [near, far] = [await turning.run(ids, [], rows), await turning.run(ids, [], rows, beyond)];
    assert.ok(distance(near.logits.data as Float32Array, far.logits.data as Float32Array) < 1e-4, 'distances stay');
    await turning.release();
  });
});
