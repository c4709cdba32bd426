import { UnderhoodError } from '../../errors.ts';
import { Random } from '../../random.ts';
import type { JudgedClaim, Run } from '../experiment.ts';
import type { neuron } from '../experiments/neuron.ts';
import { tokenTexts } from '../gpt/tokenTexts.ts';
import { literal, type Message, message } from '../message.ts';
import { correlation, type Explanation, explain, shuffledCorrelation, simulate } from '../neurons/explanation.ts';
import { type Feature, FeatureIndex } from '../neurons/features.ts';
import { neuronActivations, type Passage, type Recording, record } from '../neurons/recording.ts';
import { fixed } from '../numbers.ts';
import type { OpenModel } from '../openModel.ts';
import type { BarsView, TableView, TextView } from '../view.ts';

/** A feature that is true of fewer tokens says nothing. */
const fewestTokens = 4;
const shuffles = 20;
const sampleCorpora = ['english-stories', 'chinese-stories'] as const;
const strongestShown = 6;
const unseenShown = 3;
const othersShown = 12;

/** Explains one neuron by what it was seen to do, and tries the explanation on text that was not seen. */
export const runNeuron: Run<typeof neuron> = async (settings, context) => {
  const model = await context.model();
  const recording = await record(model, settings, context);
  const { neurons, seen, unseen } = recording;
  if (settings.neuron >= neurons) {
    throw new UnderhoodError('road.neuron.neuron', { neuron: settings.neuron, last: neurons - 1 });
  }
  const [known, fresh] = [seen, unseen].map((passages) => new FeatureIndex(passages, model.tokenizer));
  const features = known.frequent(fewestTokens);
  const explained = (index: number) => {
    const explanation = explain(neuronActivations(seen, index, neurons), features, settings.terms);
    const said = simulate(explanation, fresh);
    const done = neuronActivations(unseen, index, neurons);
    return { explanation, said, done, score: correlation(said, done) };
  };
  const { explanation, said, done, score } = explained(settings.neuron);
  const control = shuffledCorrelation(said, done, shuffles, settings.seed);
  const guessed =
    settings.guess.trim() === '' ? undefined : correlation(guessedActivations(settings.guess, unseen, model), done);

  const random = new Random(settings.seed);
  const others: { readonly index: number; readonly score: number }[] = [];
  const drawn = random.shuffled(Array.from({ length: neurons }, (_, index) => index)).slice(0, settings.others);
  for (const [i, index] of drawn.entries()) {
    others.push({ index, score: explained(index).score });
    await context.step(0.8 + (0.2 * (i + 1)) / drawn.length);
  }
  const wording = new Wording(model);
  return {
    headline: message('neuron.headline', {
      layer: settings.layer,
      neuron: settings.neuron,
      first: explanation.terms.length > 0 ? wording.feature(explanation.terms[0].feature) : message('neuron.nothing'),
      score: fixed(score, 3),
      control: fixed(control, 3),
    }),
    verdicts: [judged(score, control)],
    views: [
      passagesView('neuron.strongestView', strongest(recording, settings.neuron), neurons, settings.neuron, wording),
      explanationView(explanation, wording),
      scoresView(score, control, guessed),
      ...simulatedViews(recording, settings.neuron, said, wording),
      ...(others.length > 0 ? [othersView(others)] : []),
    ],
  };
};

function judged(score: number, control: number): JudgedClaim {
  return {
    claim: message('neuron.claim'),
    verdict: score >= 0.5 && score > 2 * control ? 'true' : score > 2 * control ? 'roughly' : 'false',
    reason: message('neuron.reason', { score: fixed(score, 3), control: fixed(control, 3), shuffles }),
  };
}

/** How tokens and features are written. */
class Wording {
  readonly #spelled: (id: number) => string;

  constructor(private readonly model: OpenModel) {
    this.#spelled = tokenTexts(model.tokenizer);
  }

  feature(feature: Feature): Message {
    if (feature.kind === 'class') return message(`neuron.class.${feature.name}`);
    return message(`neuron.feature.${feature.kind}`, { token: this.#spelled(feature.id) });
  }

  /** As they stand in the text; a token that is part of a character, in hex. */
  text(id: number): string {
    try {
      return new TextDecoder('utf-8', { fatal: true }).decode(this.model.tokenizer.bytesOf(id));
    } catch {
      return this.#spelled(id);
    }
  }
}

/** 1 at tokens that are among the words of a guess, 0 at all others. */
function guessedActivations(guess: string, passages: readonly Passage[], { tokenizer }: OpenModel): Float64Array {
  const words = new Set(guess.toLowerCase().split(/\s+/).filter(Boolean));
  const isGuessed = (id: number) => words.has(new TextDecoder().decode(tokenizer.bytesOf(id)).trim().toLowerCase());
  return Float64Array.from(passages.flatMap(({ ids }) => ids.map((id) => (isGuessed(id) ? 1 : 0))));
}

function strongest({ seen, neurons }: Recording, neuron: number): Passage[] {
  const peak = ({ ids, activations }: Passage) => Math.max(...ids.map((_, t) => activations[t * neurons + neuron]));
  return [...seen].sort((a, b) => peak(b) - peak(a)).slice(0, strongestShown);
}

function passagesView(
  title: 'neuron.strongestView' | 'neuron.doneView',
  passages: readonly Passage[],
  neurons: number,
  neuron: number,
  wording: Wording,
): TextView {
  const values = passages.map(({ ids, activations }) => ids.map((_, t) => activations[t * neurons + neuron]));
  return shaded(message(title), passages, values, wording);
}

/** Passages shaded by numbers, the largest size among all of them being full. */
function shaded(
  title: Message,
  passages: readonly Passage[],
  values: readonly (readonly number[])[],
  wording: Wording,
): TextView {
  const reach = Math.max(1e-9, ...values.flat().map(Math.abs));
  return {
    kind: 'text',
    title,
    value: message('neuron.activation'),
    range: 'signed',
    passages: passages.map(({ source, ids }, p) => ({
      name: sourceName(source),
      pieces: ids.map((id, t) => ({
        text: wording.text(id),
        value: values[p][t] / reach,
        note: literal(fixed(values[p][t], 2)),
      })),
    })),
  };
}

/** A sample by its title, a file by its path. */
function sourceName(source: string): Message {
  const sample = sampleCorpora.find((name) => name === source);
  return sample ? message(`dialogue-tuning.${sample}`) : literal(source);
}

function explanationView({ base, terms }: Explanation, wording: Wording): TableView {
  return {
    kind: 'table',
    title: message('neuron.explanationView'),
    columns: [message('neuron.where'), message('neuron.adds')],
    rows: [
      [message('neuron.anywhere'), Number(base.toFixed(3))],
      ...terms.map(({ feature, weight }) => [wording.feature(feature), Number(weight.toFixed(3))]),
    ],
  };
}

function scoresView(score: number, control: number, guessed: number | undefined): BarsView {
  return {
    kind: 'bars',
    title: message('neuron.scoresView'),
    value: { title: message('neuron.correlation'), from: Math.min(0, score, guessed ?? 0), to: 1 },
    bars: [
      { name: message('neuron.byExplanation'), value: score, isMarked: true },
      ...(guessed === undefined ? [] : [{ name: message('neuron.byGuess'), value: guessed }]),
      { name: message('neuron.byShuffle', { shuffles }), value: control },
    ],
  };
}

/** Unseen passages in which the neuron does most, by what it does, and by what the explanation says that it does. */
function simulatedViews(
  { unseen, neurons }: Recording,
  neuron: number,
  said: Float64Array,
  wording: Wording,
): TextView[] {
  let place = 0;
  const all = unseen.map((passage) => {
    const own = [...said.subarray(place, place + passage.ids.length)];
    place += passage.ids.length;
    const done = passage.ids.map((_, t) => passage.activations[t * neurons + neuron]);
    return { passage, said: own, done };
  });
  const shown = all.sort((a, b) => Math.max(...b.done) - Math.max(...a.done)).slice(0, unseenShown);
  const passages = shown.map(({ passage }) => passage);
  return [
    shaded(
      message('neuron.doneView'),
      passages,
      shown.map(({ done }) => done),
      wording,
    ),
    shaded(
      message('neuron.saidView'),
      passages,
      shown.map(({ said }) => said),
      wording,
    ),
  ];
}

function othersView(others: readonly { readonly index: number; readonly score: number }[]): TableView {
  const sorted = [...others].sort((a, b) => b.score - a.score);
  return {
    kind: 'table',
    title: message('neuron.othersView', {
      count: others.length,
      median: fixed(sorted[Math.floor(sorted.length / 2)].score, 3),
    }),
    columns: [message('neuron.number'), message('neuron.correlation')],
    rows: sorted.slice(0, othersShown).map(({ index, score }) => [index, Number(score.toFixed(3))]),
  };
}
