import type { Curves, Moment, TrainingStatus, TrainingSummary } from '../../../src/protocol/training.ts';

/** How a made-up run is made. */
export interface FakeShape {
  readonly layers?: number;
  readonly heads?: number;
  readonly steps?: number;
  readonly evaluateEvery?: number;
  readonly prepared?: boolean;
  /** A translator, of which no statistics are taken: with `cross`, it looks at its source; without, it is recurrent alone. */
  readonly translator?: 'cross' | 'none';
}

const secondsAStep = 0.05;
const words = 'Once upon a time a little dragon saw a little boat . Once upon a time'.split(' ');
const probe = words.map((word, id) => ({ id, text: id === 0 ? word : ` ${word}` }));

const source = [...'小龙看见一只小船', '</s>'].map((text, id) => ({ id, text }));

/** A number in −1…1 that belongs to a step of a curve, always the same. */
export function noise(curve: number, step: number): number {
  let bits = Math.imul(curve * 7919 + step * 104_729 + 1, 0x9e3779b1);
  bits = Math.imul(bits ^ (bits >>> 15), 0x85ebca6b);
  bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2ae35);
  return ((bits ^ (bits >>> 16)) >>> 0) / 2 ** 31 - 1;
}

/** A run that could have been: everything follows from the step, so nothing of it need be kept. */
export class FakeTraining {
  readonly summary: TrainingSummary;
  readonly steps: number;
  readonly #blocks: readonly string[];
  readonly #translator: FakeShape['translator'];

  constructor({
    layers = 4,
    heads = 4,
    steps = 2000,
    evaluateEvery = 200,
    prepared = true,
    translator,
  }: FakeShape = {}) {
    this.steps = steps;
    this.#translator = translator;
    this.#blocks = ['embeddings', ...Array.from({ length: layers }, (_, layer) => String(layer)), 'final'];
    this.summary = {
      recipe: '/home/ada/tale.underhood.json',
      folder: '/home/ada/tale',
      name: 'tale',
      family: 'GPT-2',
      layers,
      heads,
      width: 128,
      contextLength: 64,
      batch: 12,
      tokens: 64,
      accumulate: 1,
      patience: 5,
      keep: 'best',
      evaluateEvery,
      isFineTuning: false,
      blocks: this.#blocks,
      ...(prepared && {
        prepared: {
          runtime: { name: 'ONNX Runtime', version: '1.30.0', device: 'cpu', threads: 2 },
          parameters: 809_856,
          vocabularySize: 65,
          tokenizer: 'characters',
          trainingTokens: 1_003_854,
          heldOutTokens: 111_540,
          trainingCharacters: 1_003_854,
          anchors: { uniform: Math.log(65), unigram: 3.3128, bigram: 2.4519 },
          probe,
          ...(translator && { probeSource: source }),
          warnings: [],
        },
      }),
    };
  }

  loss(step: number): number {
    return 1.72 + 2.45 * Math.exp(-step / 260) + 0.13 * noise(1, step);
  }

  heldOut(step: number): number {
    return 1.79 + 2.38 * Math.exp(-step / 280) + 0.012 * noise(2, step) + 0.00012 * Math.max(0, step - 1500);
  }

  /** How much a head looks at the token before, or at the one after the earlier occurrence. */
  score(statistic: 'previousToken' | 'induction', head: number, step: number): number {
    const { heads } = this.summary;
    const [layer, place] = [Math.floor(head / heads), head % heads];
    const forms = (from: number, most: number) => most / (1 + Math.exp((from - step) / 55));
    const own =
      statistic === 'previousToken'
        ? layer === 0 && place === 1
          ? forms(330, 0.91)
          : forms(900, 0.1)
        : layer === 1 && place === 2
          ? forms(700, 0.86)
          : layer === 2 && place === 0
            ? forms(1050, 0.55)
            : 0;
    return Math.min(1, Math.max(0, own + 0.05 + 0.03 * noise(100 + head, Math.floor(step / 100))));
  }

  evaluationsUntil(step: number): number[] {
    const { evaluateEvery } = this.summary;
    // One is made before the first step.
    return step === 0 ? [] : Array.from({ length: Math.floor(step / evaluateEvery) + 1 }, (_, i) => i * evaluateEvery);
  }

  status(step: number, phase: TrainingStatus['phase']): TrainingStatus {
    const evaluations = this.evaluationsUntil(step);
    const losses = evaluations.map((at) => this.heldOut(at));
    const best = losses.indexOf(Math.min(...losses));
    return {
      phase,
      step,
      steps: this.steps,
      ...(step > 0 && { loss: this.loss(step) }),
      learningRate: this.learningRate(step),
      rateFactor: 1,
      tokensPerSecond: 24_310,
      elapsedSeconds: step * secondsAStep,
      secondsLeft: (this.steps - step) * secondsAStep,
      evaluations: evaluations.length,
      ...(best >= 0 && { best: { step: evaluations[best], loss: losses[best] } }),
    };
  }

  learningRate(step: number): number {
    const warm = Math.min(1, step / 100);
    return 1e-3 * warm * (0.1 + 0.45 * (1 + Math.cos((Math.PI * step) / this.steps)));
  }

  curves(until: number, points: number): Curves {
    const size = Math.max(1, Math.ceil(until / points));
    const ends = Array.from({ length: Math.ceil(until / size) }, (_, i) => Math.min(until, (i + 1) * size));
    const inPoint = (end: number) => Array.from({ length: size }, (_, i) => this.loss(Math.max(1, end - i)));
    const norm = (end: number, block: number) =>
      (0.3 + 0.12 * block) * (0.5 + 1.6 * Math.exp(-end / 150)) * (1 + 0.3 * noise(10 + block, end));
    const perBlock = (value: (end: number, block: number) => number) =>
      Float32Array.from(ends.flatMap((end) => this.#blocks.map((_, block) => value(end, block))));
    const evaluations = this.evaluationsUntil(until);
    const heads = this.#translator ? 0 : this.summary.layers * this.summary.heads;
    const scores = (statistic: 'previousToken' | 'induction') =>
      Float32Array.from(
        evaluations.flatMap((step) => Array.from({ length: heads }, (_, head) => this.score(statistic, head, step))),
      );
    return {
      points: {
        step: Float64Array.from(ends),
        seconds: Float64Array.from(ends, (end) => end * secondsAStep),
        loss: Float32Array.from(ends, (end) => inPoint(end).reduce((sum, value) => sum + value, 0) / size),
        lowest: Float32Array.from(ends, (end) => Math.min(...inPoint(end)) - 0.08),
        highest: Float32Array.from(ends, (end) => Math.max(...inPoint(end)) + 0.08),
        learningRate: Float32Array.from(ends, (end) => this.learningRate(end)),
        gradientNorm: Float32Array.from(ends, (end) => 2 * norm(end, 1)),
        blockNorms: perBlock(norm),
        updateRatios: perBlock((end, block) =>
          end % 5 === 0 || size > 4
            ? this.learningRate(end) * (1.1 + 0.25 * block) * (1 + 0.2 * noise(40 + block, end))
            : Number.NaN,
        ),
      },
      evaluations: {
        step: Float64Array.from(evaluations),
        seconds: Float64Array.from(evaluations, (step) => step * secondsAStep),
        heldOut: Float32Array.from(evaluations, (step) => this.heldOut(step)),
        previousToken: scores('previousToken'),
        induction: scores('induction'),
        hasCheckpoint: Uint8Array.from(evaluations, (step) =>
          step > 0 && step % (2 * this.summary.evaluateEvery) === 0 ? 1 : 0,
        ),
      },
    };
  }

  moment(step: number): Moment {
    const { layers, heads } = this.summary;
    const tokens = probe.length;
    const pattern = new Float32Array(layers * heads * tokens * tokens);
    for (let head = 0; head < layers * heads; head += 1) {
      const [back, copying] = [this.score('previousToken', head, step), this.score('induction', head, step)];
      for (let query = 0; query < tokens; query += 1) {
        const at = (head * tokens + query) * tokens;
        const spread = Math.max(0, 1 - back - copying);
        for (let key = 0; key <= query; key += 1) pattern[at + key] = spread / (query + 1);
        pattern[at + Math.max(0, query - 1)] += back;
        const earlier = words.lastIndexOf(words[query], query - 1);
        pattern[at + (query > 0 && earlier >= 0 ? earlier + 1 : 0)] += copying;
      }
    }
    const sample = { prompt: 'Once upon a time', continuation: written(step) };
    return { step, tokens, pattern, sample, ...(this.#translator === 'cross' && { cross: this.#cross(step) }) };
  }

  /** One layer of two heads: each looks the sharper at its place of the source, the longer it was trained. */
  #cross(step: number): NonNullable<Moment['cross']> {
    const [layers, heads, tokens, sourceTokens] = [1, 2, probe.length, source.length];
    const pattern = new Float32Array(layers * heads * tokens * sourceTokens);
    const sharp = Math.min(0.9, step / this.steps);
    pattern.forEach((_, cell) => {
      const [column, row] = [cell % sourceTokens, Math.floor(cell / sourceTokens) % tokens];
      const meant = Math.floor((row * sourceTokens) / tokens);
      pattern[cell] = (1 - sharp) / sourceTokens + (column === meant ? sharp : 0);
    });
    return { pattern, shape: [layers, heads, tokens, sourceTokens] };
  }
}

/** Noise at first, words later. */
function written(step: number): string {
  const letters = 'etaoin shrdlu\n';
  const line =
    ' there was a little dragon.\nShe saw a little boat in the sea, and the boat saw her.\n“Are you lost?” the dragon asked.';
  const share = Math.min(1, step / 1600);
  return [...line]
    .map((letter, place) =>
      (noise(3, place) + 1) / 2 < share
        ? letter
        : letters[Math.floor(((noise(4, place + step) + 1) / 2) * letters.length)],
    )
    .join('');
}
