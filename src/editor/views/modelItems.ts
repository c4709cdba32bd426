import type { Parameters } from '../../errors.ts';
import { type HostKey, type Language, sentence, translate } from '../../localisation.ts';
import { modelName } from '../../models/modelName.ts';
import { writtenBytes } from '../../road/numbers.ts';
import type { Measured, ModelFacts, ModelKind } from '../../shelf/modelFacts.node.ts';
import type { ShelvedModel } from '../../shelf/modelShelf.ts';
import { literal } from '../markdown.ts';
import { formatCount, formatLargeCount, formatMeasured } from '../numbers.ts';
import type { ViewRow } from './viewRow.ts';

const kindIcons: Readonly<Record<ModelKind, string>> = {
  transformer: 'layers',
  recurrent: 'history',
  translator: 'comment-discussion',
};

/** How a model is shown. @param facts or the reason why it cannot be opened */
export function modelRow(language: Language, model: ShelvedModel, facts: ModelFacts | Error): ViewRow {
  return facts instanceof Error ? brokenRow(language, model, facts) : wholeRow(language, model, facts);
}

function wholeRow(language: Language, model: ShelvedModel, facts: ModelFacts): ViewRow {
  const say = (key: HostKey, parameters?: Parameters) => translate(language, key, parameters);
  const { kind, family, measured } = facts;
  const label = modelName(model.folder);
  const chosen = say(kind === 'transformer' ? 'models.explained' : 'models.translating');
  const parts = [formatLargeCount(language, facts.parameters), family, measured && shortMeasure(language, measured)];
  const size = { count: formatCount(facts.parameters), precision: facts.precision, bytes: writtenBytes(facts.bytes) };
  const lines = [
    say(`models.kind.${kind}`, { family: literal(family) }),
    say('models.size', size),
    say('models.context', { tokens: formatCount(facts.contextLength) }),
    measured ? longMeasure(language, measured) : say('models.unmeasured'),
    `${say(`models.from.${model.place}`)}: ${literal(model.folder)}`,
  ];
  const head = `**${literal(label)}**${model.isChosen ? `: ${chosen}` : ''}`;
  return {
    label,
    description: parts.filter(Boolean).join(' · '),
    tooltip: `${head}\n\n${lines.map((line) => `- ${line}`).join('\n')}`,
    icon: model.isChosen ? 'check' : kindIcons[kind],
    context: contextOf(model, kind),
    spoken: [label, ...(model.isChosen ? [chosen] : []), ...parts.filter(Boolean)].join(', '),
  };
}

function brokenRow(language: Language, model: ShelvedModel, reason: Error): ViewRow {
  const label = modelName(model.folder);
  const broken = translate(language, 'models.broken');
  const why = sentence(language, reason);
  return {
    label,
    description: broken,
    tooltip: `**${literal(label)}**: ${broken}\n\n${literal(why)}\n\n${literal(model.folder)}`,
    icon: 'warning',
    context: contextOf(model, 'broken'),
    spoken: `${label}, ${broken}. ${why}`,
  };
}

/** Words that menus look for: what kind it is, and what can be done with it. */
function contextOf({ place, recipe }: ShelvedModel, kind: ModelKind | 'broken'): string {
  const isForgettable = place === 'trained' || place === 'opened';
  return ['model', kind, ...(recipe ? ['trained'] : []), ...(isForgettable ? ['forgettable'] : [])].join(' ');
}

function shortMeasure(language: Language, measured: Measured): string {
  switch (measured.by) {
    case 'loss':
      return translate(language, 'models.loss', { loss: formatMeasured(measured.nats) });
    case 'bits':
      return translate(language, 'models.bits', { bits: formatMeasured(measured.bitsPerByte) });
    case 'chrf':
      return translate(language, 'models.chrf', { chrf: measured.chrf.toFixed(1) });
  }
}

function longMeasure(language: Language, measured: Measured): string {
  switch (measured.by) {
    case 'loss': {
      const loss = formatMeasured(measured.nats);
      return translate(language, 'models.lossLong', { loss, step: formatCount(measured.step) });
    }
    case 'bits': {
      const bits = formatMeasured(measured.bitsPerByte);
      return translate(language, 'models.bitsLong', { bits, bytes: formatCount(measured.bytes) });
    }
    case 'chrf': {
      const { chrf, sentences } = measured;
      return translate(language, 'models.chrfLong', { chrf: chrf.toFixed(1), sentences: formatCount(sentences) });
    }
  }
}
