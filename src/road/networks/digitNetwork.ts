import type { Value } from '../../engine/graph.ts';
import { relu } from '../../engine/operators/activation.ts';
import { crossEntropy } from '../../engine/operators/loss.ts';
import type { Runtime } from '../../engine/runtime.ts';
import { Random } from '../../random.ts';
import type { Parameter } from '../../training/parameters.ts';
import { classCount, type DigitSet, pictureOf, pixelCount } from '../digits/digits.ts';
import { largestPlace } from '../neighbours/attention.ts';
import { denseLayer, denseParameters } from './dense.ts';
import { EngineFunction } from './engineFunction.ts';
import { EngineTraining } from './engineTraining.ts';

/** Examples of one step. */
const batchSize = 50;

interface DigitNetworkOptions {
  /** Hidden units; 0: pixels go straight to the ten scores. */
  readonly hidden: number;
  readonly learningRate: number;
  readonly seed: number;
}

/** 784 pixels, hidden units with a bend, ten scores: trained by cross entropy, a batch at a time. */
export class DigitNetwork {
  readonly #training: EngineTraining;
  readonly #reading: EngineFunction;
  readonly #options: DigitNetworkOptions;
  readonly #batch = new Float32Array(batchSize * pixelCount);

  private constructor(training: EngineTraining, reading: EngineFunction, options: DigitNetworkOptions) {
    this.#training = training;
    this.#reading = reading;
    this.#options = options;
  }

  static async compile(runtime: Runtime, options: DigitNetworkOptions): Promise<DigitNetwork> {
    // A variance of 2/in keeps the size of what goes through a ReLU (He et al. 2015). The first layer begins far smaller, so
    // that its pictures show what was learned rather than how it was drawn.
    const initial = denseParameters(widthsOf(options.hidden), new Random(options.seed), [
      { gain: 0.2 },
      { gain: Math.SQRT2 },
    ]);
    const training = await EngineTraining.compile(runtime, initial, (graph, parameters) => {
      const pixels = graph.input('pixels', 'f32', [batchSize, pixelCount]);
      const labels = graph.input('labels', 'i64', [batchSize]);
      return { loss: crossEntropy(scores(pixels, parameters), labels) };
    });
    const reading = await EngineFunction.compile(runtime, initial, (graph, parameters) => ({
      scores: scores(graph.input('pixels', 'f32', ['N', pixelCount]), parameters),
    }));
    return new DigitNetwork(training, reading, options);
  }

  get parameters(): readonly Parameter[] {
    return this.#training.parameters;
  }

  /** One pass over the examples in an order of its own; an incomplete batch at the end is left out. @returns mean loss, nats */
  async pass(examples: DigitSet, number: number, step: (done: number) => Promise<void>): Promise<number> {
    const order = Random.at(this.#options.seed, number + 1).shuffled([...examples.labels.keys()]);
    const batches = Math.floor(order.length / batchSize);
    let loss = 0;
    for (let batch = 0; batch < batches; batch++) {
      if (batch % 10 === 0) await step(batch / batches);
      loss += (await this.#step(examples, order.slice(batch * batchSize, (batch + 1) * batchSize))) / batches;
    }
    return loss;
  }

  /** What it takes pictures [count · 784] for. */
  async read(pixels: Float32Array): Promise<Uint8Array> {
    const data = await this.scores(pixels);
    return Uint8Array.from({ length: data.length / classCount }, (_, row) =>
      largestPlace(data.subarray(row * classCount, (row + 1) * classCount)),
    );
  }

  /** The ten scores of each picture, before the softmax, [count · 10]. */
  async scores(pixels: Float32Array): Promise<Float32Array> {
    const shape = [pixels.length / pixelCount, pixelCount];
    const { scores } = await this.#reading.run(this.parameters, { pixels: { data: pixels, shape } });
    return scores.data as Float32Array;
  }

  async release(): Promise<void> {
    await this.#training.release();
    await this.#reading.release();
  }

  async #step(examples: DigitSet, places: readonly number[]): Promise<number> {
    places.forEach((place, i) => void this.#batch.set(pictureOf(examples, place), i * pixelCount));
    const labels = BigInt64Array.from(places, (place) => BigInt(examples.labels[place]));
    const { loss } = await this.#training.step(
      {
        pixels: { data: this.#batch, shape: [batchSize, pixelCount] },
        labels: { data: labels, shape: [batchSize] },
      },
      this.#options.learningRate,
    );
    return loss;
  }
}

/** From the pixels to the ten scores. */
export function widthsOf(hidden: number): number[] {
  return hidden === 0 ? [pixelCount, classCount] : [pixelCount, hidden, classCount];
}

function scores(pixels: Value, parameters: ReadonlyMap<string, Value>): Value {
  const first = denseLayer(pixels, parameters, 0);
  return parameters.has('weight.1') ? denseLayer(relu(first), parameters, 1) : first;
}
