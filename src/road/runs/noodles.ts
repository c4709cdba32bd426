import { Random } from '../../random.ts';
import type { Run } from '../experiment.ts';
import type { noodles } from '../experiments/noodles.ts';
import { message } from '../message.ts';
import { boilingPoints, judge, type Look, learnThreshold, looks } from '../noodles/pots.ts';
import { fixed, percent } from '../numbers.ts';
import type { Series, View } from '../view.ts';

/** Share of boiling pots, or of all looks, from which on we say that something works; half of it: roughly. */
const works = 0.95;

/** Runs "100 °C, then the noodles" beside a learned threshold, in one place. */
export const runNoodles: Run<typeof noodles> = async (settings) => {
  const { noise, rule, seed, examples: count, tested: testedCount } = settings;
  const place = message(`noodles.learned.${settings.place}`);
  const school = settings.learned === 'here' ? settings.place : settings.learned;
  const examples = looks(school, count, noise, new Random(seed));
  const tested = looks(settings.place, testedCount, noise, Random.at(seed, 1));
  const threshold = learnThreshold(examples);
  const [byRule, learned] = [judge(rule, tested), judge(threshold, tested)];
  const written = Number.isFinite(threshold) ? `${fixed(threshold, 1)} °C` : '∞';

  const firedShare = byRule.fired / byRule.boiling;
  return {
    headline: message('noodles.headline', {
      place,
      rule: `${rule} °C`,
      fired: byRule.fired,
      boiling: byRule.boiling,
      threshold: written,
      right: percent(learned.right),
    }),
    verdicts: [
      {
        claim: message('noodles.claim.rule', { rule: `${rule} °C`, place }),
        verdict: firedShare >= works ? 'true' : firedShare >= works / 2 ? 'roughly' : 'false',
        reason: message('noodles.reason.rule', {
          fired: byRule.fired,
          boiling: byRule.boiling,
          point: String(boilingPoints[settings.place]),
        }),
      },
      {
        claim: message('noodles.claim.learned', { place }),
        verdict: learned.right >= works ? 'true' : learned.right > Math.max(0.5, byRule.right) ? 'roughly' : 'false',
        reason: message('noodles.reason.learned', { threshold: written, right: percent(learned.right) }),
      },
    ],
    views: [examplesView(examples, rule, threshold), learningView(examples, tested, byRule.right)],
  };
};

function examplesView(examples: readonly Look[], rule: number, threshold: number): View {
  const series = (boils: boolean, name: Series['name']): Series => {
    const these = examples.map((look, index) => ({ ...look, index })).filter((look) => look.boils === boils);
    return { name, x: these.map(({ reading }) => reading), y: these.map(({ index }) => index + 1) };
  };
  return {
    kind: 'plot',
    title: message('noodles.examplesView'),
    x: { title: message('noodles.temperature') },
    y: { title: message('noodles.example'), from: 0 },
    points: [series(false, message('noodles.cold')), series(true, message('noodles.boiling'))],
    marks: [
      { axis: 'x', at: rule, name: message('noodles.theRule') },
      ...(Number.isFinite(threshold)
        ? [{ axis: 'x' as const, at: threshold, name: message('noodles.theThreshold') }]
        : []),
    ],
  };
}

/** P against the amount of E: the same examples, the first one, the first two… */
function learningView(examples: readonly Look[], tested: readonly Look[], ruleRight: number): View {
  const amounts = [...new Set(Array.from({ length: 40 }, (_, i) => Math.ceil(((i + 1) / 40) * examples.length)))];
  const rights = amounts.map((amount) => judge(learnThreshold(examples.slice(0, amount)), tested).right * 100);
  return {
    kind: 'plot',
    title: message('noodles.learningView'),
    x: { title: message('noodles.amount'), from: 0 },
    y: { title: message('noodles.rightAxis'), from: 0, to: 100 },
    lines: [
      { name: message('noodles.theThreshold'), x: amounts, y: rights },
      {
        name: message('noodles.theRule'),
        x: [amounts[0], amounts.at(-1)!],
        y: [0, 0].map(() => ruleRight * 100),
        isDashed: true,
      },
    ],
  };
}
