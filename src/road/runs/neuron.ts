import { UnderhoodError } from '../../errors.ts';
import { Random } from '../../random.ts';
import type { ExperimentContext, JudgedClaim, Run } from '../experiment.ts';
import type { neuron } from '../experiments/neuron.ts';
import { message } from '../message.ts';
import { correlation, explain, shuffledCorrelation, simulate } from '../neurons/explanation.ts';
import { FeatureIndex } from '../neurons/features.ts';
import { questionAbout, wordsAnswered } from '../neurons/question.ts';
import { neuronActivations, type Passage, type Recording, record } from '../neurons/recording.ts';
import { fixed } from '../numbers.ts';
import type { OpenModel } from '../openModel.ts';
import {
  askedView,
  explanationView,
  othersView,
  passagesView,
  scoresView,
  shuffles,
  simulatedViews,
  Wording,
} from './neuronViews.ts';

/** A feature that is true of fewer tokens says nothing. */
const fewestTokens = 4;
const strongestShown = 6;

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
  const asked =
    settings.explainer === 'language-model' ? await askedWords(recording, settings.neuron, model, context) : undefined;
  const byModel = asked === undefined ? undefined : correlation(guessedActivations(asked, unseen, model), done);
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
      scoresView(score, control, guessed, byModel),
      ...(asked === undefined ? [] : [askedView(asked)]),
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

/** The explanation of another model: words to which it thinks that the neuron reacts. Throws UnderhoodError where there are none. */
async function askedWords(
  recording: Recording,
  neuron: number,
  model: OpenModel,
  context: ExperimentContext,
): Promise<string> {
  const wording = new Wording(model);
  const passages = strongest(recording, neuron).map((passage) => ({
    tokens: passage.ids.map((id) => wording.text(id)),
    values: passage.ids.map((_, t) => passage.activations[t * recording.neurons + neuron]),
  }));
  const answer = await context.ask(questionAbout(passages));
  if (answer === undefined) throw new UnderhoodError('road.neuron.nobody');
  const words = wordsAnswered(answer);
  if (words === '') throw new UnderhoodError('road.neuron.empty');
  return words;
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
