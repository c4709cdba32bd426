import { Graph } from '../../engine/graph.ts';
import type { Executable, Runtime, Tensors } from '../../engine/runtime.ts';
import { UnderhoodError } from '../../errors.ts';
import { Hooks } from '../../models/hooks.ts';
import { maskShape } from '../../models/inference/attentionMask.ts';
import { staticFeeds } from '../../training/differentiation.ts';
import { languageObjective } from '../../training/objective.ts';
import { type Parameter, parameterInputs } from '../../training/parameters.ts';
import { softmaxOf } from '../attention/selfAttention.ts';
import { type OpenModel, trainedParameters } from '../openModel.ts';

/** One number of one parameter. */
export interface Weight {
  readonly parameter: string;
  /** Counted from 0, row by row. */
  readonly index: number;
}

/** A model reading a text, of which one weight at a time can be turned. */
export class WeightKnob {
  private constructor(
    readonly parameters: readonly Parameter[],
    private readonly executable: Executable,
    private readonly feeds: Tensors,
  ) {}

  /** @param ids at least one, at most the context length */
  static async compile(runtime: Runtime, model: OpenModel, ids: readonly number[]): Promise<WeightKnob> {
    const { family, config } = model.architecture;
    const parameters = await trainedParameters(model);
    const graph = new Graph();
    const tokens = ids.length;
    const { source } = parameterInputs(graph, family.parameters(config), parameters);
    const inputs = {
      ids: graph.input('ids', 'i64', [tokens]),
      positions: graph.input('positions', 'i64', [tokens]),
      mask: graph.input('mask', 'f32', maskShape(config, tokens, tokens)),
      rows: graph.constant(BigInt64Array.of(BigInt(tokens - 1)), [1]),
      batch: 1,
    };
    graph.output('logits', family.forward(config, source, inputs, Hooks.none));
    const feeds = {
      ...staticFeeds(languageObjective(family, config), parameters, { batch: 1, tokens }),
      ids: { data: BigInt64Array.from(ids, BigInt), shape: [tokens] },
    };
    return new WeightKnob(parameters, await runtime.compile(graph), feeds);
  }

  value({ parameter, index }: Weight): number {
    return this.parameter(parameter).data[index];
  }

  /** Throws UnderhoodError where there is none of that name. */
  parameter(name: string): Parameter {
    const found = this.parameters.find((parameter) => parameter.name === name);
    if (!found) {
      throw new UnderhoodError('road.knob.unknown', {
        parameter: name,
        known: this.parameters.map((known) => known.name).join(', '),
      });
    }
    return found;
  }

  /**
   * What the model holds for likely after the text, [V].
   * @param added to the weight; the model's own stays as it is
   */
  async probabilities({ parameter, index }: Weight, added: number): Promise<number[]> {
    const { data, shape } = this.parameter(parameter);
    const turned = Float32Array.from(data);
    turned[index] += added;
    const { logits } = await this.executable.run({ ...this.feeds, [parameter]: { data: turned, shape } }, ['logits']);
    return softmaxOf([...(logits.data as Float32Array)]);
  }

  release(): Promise<void> {
    return this.executable.release();
  }
}
