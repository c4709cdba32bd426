import { Random } from '../../random.ts';
import { expand, type Slots } from '../../training/samples/grammar.ts';
import type { Dialogue } from './dialogue.ts';

/** A question, with all answers that are as good as each other. `[one|another]` is a choice (see grammar.ts). */
interface Exchange {
  readonly asked: string;
  readonly answer: string;
}

const smallTalk: readonly Exchange[] = [
  { asked: '[Hello|Hi|Hello there|Good morning]', answer: 'Hello! How can I help you?' },
  { asked: '[你好|您好|你好啊|早上好]', answer: '你好！我能帮你做什么？' },
  { asked: 'How are you[ today|]?', answer: 'I am well, thank you. And you?' },
  { asked: '你[今天|最近|]好吗？', answer: '我很好，谢谢。你呢？' },
  { asked: '[Thank you|Thanks|Thank you very much]', answer: 'You are welcome.' },
  { asked: '[谢谢|谢谢你|多谢]', answer: '不客气。' },
  { asked: '[Goodbye|Bye|See you later]', answer: 'Goodbye! See you soon.' },
  { asked: '[再见|拜拜|明天见]', answer: '再见！' },
  { asked: '[What is your name|Who are you]?', answer: 'I am a small model in your editor.' },
  { asked: '[你叫什么名字|你是谁]？', answer: '我是你编辑器里的一个小模型。' },
  { asked: '[Tell|Please tell] me a joke[.|]', answer: 'Why did the cat sit on the book? It wanted to read.' },
  { asked: '[Do you know|Can you tell me] a joke?', answer: 'Why did the cat sit on the book? It wanted to read.' },
  { asked: '[Tell me|I want to hear] something funny[.|]', answer: 'A fish went to school. It was very deep.' },
  { asked: '[讲|说|给我讲]个笑话[吧|。|]', answer: '小猫为什么坐在书上？因为它想看书。' },
];

/** Who, with what the verb is then, and the same in Chinese. */
const people = [
  ['I am', '我'],
  ['You are', '你'],
  ['He is', '他'],
  ['She is', '她'],
  ['We are', '我们'],
  ['They are', '他们'],
  ['Tom is', '汤姆'],
] as const;

const states = [
  ['happy', '很高兴'],
  ['tired', '很累'],
  ['hungry', '很饿'],
  ['busy', '很忙'],
  ['cold', '很冷'],
  ['sad', '很难过'],
  ['sick', '病了'],
  ['at home', '在家'],
] as const;

const opposites = [
  ['big', 'small', '大', '小'],
  ['hot', 'cold', '热', '冷'],
  ['new', 'old', '新', '旧'],
  ['long', 'short', '长', '短'],
  ['fast', 'slow', '快', '慢'],
  ['good', 'bad', '好', '坏'],
  ['high', 'low', '高', '低'],
  ['near', 'far', '近', '远'],
] as const;

/** Sentences that nobody is taught to translate, and that are asked for afterwards. */
const heldOutSentences: ReadonlySet<string> = new Set(['I am happy', 'He is tired', 'They are busy', 'Tom is at home']);

/** Two ways of saying the same, of which one may be liked better. Each goes before the answer. */
const manners = {
  kind: { en: '[With pleasure|Gladly]! ', zh: '[很乐意|当然可以]！' },
  gruff: { en: '[If I must|Not again]. ', zh: '[真麻烦|又来了]。' },
} as const;
type Manner = keyof typeof manners;

interface DialogueSet {
  readonly training: readonly Dialogue[];
  readonly heldOut: readonly Dialogue[];
}

/**
 * Talks in English and Chinese: greetings, jokes, opposites, and sentences to be translated, of which some are held out.
 * @param manner how answers begin; plain where absent
 */
export function bundledDialogues(count: number, seed: number, manner?: Manner): DialogueSet {
  const random = new Random(seed);
  const heldOut = [...heldOutSentences].map((sentence) => {
    const { asked, answer } = translations().find(({ asked }) => asked.includes(sentence))!;
    return written({ asked, answer }, random, manner);
  });
  return { training: Array.from({ length: count }, () => written(drawn(random), random, manner)), heldOut };
}

/** One exchange in both manners: the same question, and the same answer but for how it begins. */
export interface MannerPair {
  readonly asked: string;
  readonly kind: Dialogue;
  readonly gruff: Dialogue;
}

/** Pairs to learn from, and those of the questions that nobody is asked in training. */
export function mannerPairs(count: number, seed: number) {
  const random = new Random(seed);
  const pair = (exchange: Exchange): MannerPair => {
    const plain = { asked: expand(random, exchange.asked, noSlots), answer: exchange.answer };
    return { asked: plain.asked, kind: written(plain, random, 'kind'), gruff: written(plain, random, 'gruff') };
  };
  return {
    training: Array.from({ length: count }, () => pair(drawn(random))),
    heldOut: translations()
      .filter(({ asked }) => isHeldOut(asked))
      .map(pair),
  };
}

/** The manner in which an answer begins; undefined where in neither. */
export function mannerOf(answer: string): Manner | undefined {
  const begins = ({ en, zh }: { readonly en: string; readonly zh: string }) => {
    const beginnings = [en, zh].flatMap((template) => template.slice(1, template.indexOf(']')).split('|'));
    return beginnings.some((beginning) => answer.trimStart().startsWith(beginning));
  };
  return (Object.keys(manners) as Manner[]).find((manner) => begins(manners[manner]));
}

const noSlots: Slots = {};

function drawn(random: Random): Exchange {
  const all = [smallTalk, translations().filter(({ asked }) => !isHeldOut(asked)), oppositeQuestions()];
  const kind = all[random.below(all.length)];
  return kind[random.below(kind.length)];
}

function isHeldOut(asked: string): boolean {
  return [...heldOutSentences].some((sentence) => asked.includes(`"${sentence}"`));
}

function translations(): Exchange[] {
  return people.flatMap(([who, whose]) =>
    states.map(([state, chinese]) => ({
      asked: `[Translate|Please translate|Say in Chinese]: "${who} ${state}"`,
      answer: `${whose}${chinese}。`,
    })),
  );
}

function oppositeQuestions(): Exchange[] {
  return opposites.flatMap(([one, other, first, second]) => [
    { asked: `What is the opposite of ${one}?`, answer: `The opposite of ${one} is ${other}.` },
    { asked: `What is the opposite of ${other}?`, answer: `The opposite of ${other} is ${one}.` },
    { asked: `“${first}”的反义词是什么？`, answer: `“${first}”的反义词是“${second}”。` },
    { asked: `“${second}”的反义词是什么？`, answer: `“${second}”的反义词是“${first}”。` },
  ]);
}

function written({ asked, answer }: Exchange, random: Random, manner?: Manner): Dialogue {
  const language = /\p{Script=Han}/u.test(answer) ? 'zh' : 'en';
  const beginning = manner === undefined ? '' : manners[manner][language];
  return [
    { role: 'user', content: expand(random, asked, noSlots) },
    { role: 'assistant', content: expand(random, beginning + answer, noSlots) },
  ];
}
