import type { Random } from '../../random.ts';
import { expand, pick, pickSome, type Slots } from './grammar.ts';

interface Being {
  readonly name: string;
  readonly he: string;
  readonly him: string;
  readonly his: string;
  readonly kind: string;
}

const girls = 'Anna Bella Clara Daisy Emma Fay Grace Hana Ivy Jane Kate Lily Mia Nora Olive Poppy Rosa Sue Tess Zoe';
const boys = 'Adam Ben Carl Dan Eli Finn George Hugo Ian Jack Leo Max Ned Omar Paul Rob Sam Tim Victor Will';
const animals = 'rabbit mouse fox bear duck hedgehog squirrel otter badger frog goat kitten puppy piglet lamb';
const [girlNames, boyNames, animalKinds] = [girls, boys, animals].map((words) => words.split(' '));

/** Each place with hiding places that it has. */
const places: readonly { readonly place: string; readonly spots: readonly string[] }[] = [
  {
    place: 'the garden',
    spots: ['under the bench', 'behind the shed', 'among the roses', 'in the long grass', 'beside the well'],
  },
  {
    place: 'the park',
    spots: ['under the slide', 'behind the big oak', 'near the pond', 'beside the swings', 'in the sandbox'],
  },
  {
    place: 'the forest',
    spots: ['under a fern', 'behind a fallen log', 'in a hollow tree', 'between two roots', 'beside the stream'],
  },
  {
    place: 'the beach',
    spots: ['behind a rock', 'under an old boat', 'in the wet sand', 'among the shells', 'beside the pier'],
  },
  {
    place: 'the farm',
    spots: ['behind the barn', 'under the cart', 'in the hay', 'beside the hen house', 'near the gate'],
  },
  {
    place: 'the village',
    spots: ['behind the bakery', 'under the bridge', 'beside the fountain', 'near the mill', 'on the church steps'],
  },
];
const objects = 'ball kite drum hat scarf boat lantern whistle book bell cup basket'.split(' ');
const qualities = 'red blue green yellow small old shiny striped wooden tiny orange white'.split(' ');
const foods = [
  'an apple cake',
  'honey bread',
  'carrot soup',
  'berry jam',
  'a plum pie',
  'nut biscuits',
  'warm pancakes',
];
const fears = ['swim', 'climb the hill', 'sing for others', 'cross the bridge', 'jump over the ditch', 'ride the pony'];

const openings = [
  '[Once upon a time|One day|Long ago|Last [spring|summer|autumn|winter]], there was {a quality2} house near {place}. A [kind|quiet|brave|merry|curious] {kind} called {hero} lived there.',
  '{Hero} was a [little|young|clever|gentle|cheerful] {kind} who lived near {place}. {His} [best|dearest] friend was {a kind2} called {friend}.',
  'Near {place} lived a [small|friendly|lively] {kind}. {His} name was {hero}, and {he} liked {food} more than anything.',
  'It was a [sunny|windy|cold|warm|bright] [morning|afternoon|day], and {hero} the {kind} went to {place}. {He} [felt|was] [happy|curious|a little sleepy|full of hope].',
];

/** What happens: how it begins, goes wrong, and ends; `{thing}` is what it is about. */
const plots: readonly string[] = [
  // Lost and found.
  '{Hero} had {a thing}. It was a gift from {his} [grandmother|grandfather|uncle|aunt], and {he} took it everywhere. [But one day|Then, at noon,|That evening] the {object} was gone.\n{Hero} [looked for it|searched] {spot}, but it was not there. {He} looked {spot2} and found only [a leaf|an old shoe|a sleepy snail]. {He} [began to cry|sat down and sighed|did not know what to do]. {Friend} the {kind2} came by and asked, "Why are you so sad?" "I have lost my {thing}," said {hero}. "Let us look together," said {friend}.\nThey looked and looked. [At last|After a while], {friend} found the {object} {spot3}. "Here it is!" {he2} [cried|called|said]. {Hero} [hugged {him2}|thanked {him2}|laughed for joy]. [From then on|After that day], {hero} always [knew where {his} {object} was|kept {his} {object} close].',
  // Out of reach.
  '{Hero} and {friend} were playing with {a thing}. {Friend} threw it up high, and the wind took it. The {object} landed [in a tree|on a roof|on top of a wall], and they could not reach it.\n"[Oh no|Oh dear]!" said {friend}. "It is my fault." {Hero} jumped, but {he} was too small. {Friend} threw a stick, but the {object} did not move. Then {hero} had an idea. "[Stand still|Hold on to me]," {he} said, "and I will climb on your [back|shoulders]."\n{Friend} stood very still, and {hero} climbed up. {He} [stretched|reached] and got hold of the {object}. "You did it!" said {friend}. {Hero} smiled and gave the {object} to {him2}. [Together they were tall enough.|Neither of them could have done it alone.]',
  // Broken and mended.
  '{Hero} [loved|was proud of] {his} {thing}. {Friend} asked, "May I hold it?" {Hero} gave it to {him2}, but {friend} dropped it, and the {object} was damaged.\n{Friend} was [very sorry|ashamed]. {He2} wanted to run away and hide {spot}. {Hero} was angry at first and said nothing. Then {he} saw that {friend} was crying. "It was an accident," {he} said. "[We can mend it|Let us mend it together]."\nThey took [glue and string|wood and nails|needle and thread] and worked until [evening|supper|the sun went down]. The {object} did not look new, but {hero} liked it [even more|better than before]. "Now it is [our|your and my] {object}," {he} told {friend}, and {friend} [smiled|nodded] again.',
  // Taking turns.
  '{Hero} and {friend} found {a thing} {spot}. "It is mine, I saw it first!" said {hero}. "No, it is mine, I picked it up!" said {friend}. They both pulled at the {object}, and {friend} fell [over|into the mud].\nAn old [owl|woman|man|turtle] heard the noise and asked what was wrong. {Hero} told the whole story. "You can have it in the morning," said the old one, "and {friend} can have it in the afternoon." {Friend} looked at {hero}, and {hero} looked at {his} feet. "[That is fair|I am sorry I shouted]," {he} said.\nSo they took turns with the {object}. [Soon|Before long] they found that it was more fun together. [And they never fought over it again.|They even let the old one try it.]',
  // Lost on the way.
  '{Hero} saw a [butterfly|blue bird|dragonfly] {spot} and ran after it. It flew on and on, and {hero} followed. When {he} looked around, {he} did not know the way home.\n[It was getting dark|The sky grew grey], and {hero} was [afraid|cold and tired]. {He} walked past [a mill|a stone|a bent pine] and came back to it again. Then {he} heard a voice. It was {friend} the {kind2}. "Are you lost?" {he2} asked. "Yes," said {hero}. "I want to go home." "I know the way," said {friend}. "[Follow me|Take my hand]."\n{Friend} led {him} home, and {hero} gave {him2} {food}. ["What would I do without you?" said {hero}.|Never before had {hero} been so glad to see someone.]',
  // One good turn deserves another.
  'One day {hero} heard a small cry {spot}. There lay {friend}, a young {kind2}, and {his2} foot was [caught in a root|hurt|stuck in a hole]. "Please help me," said {friend}. {Hero} was in a hurry, but {he} stopped and helped {him2}.\n"Thank you," said {friend}. "One day I will help you." {Hero} [laughed|smiled], for {friend} was so small. But [a week later|when winter came], {hero} lost {his} {thing} {spot2}. It had slipped into a [crack|hole] that was too narrow for {him}. [{Hero} did not know what to do.|{He} could see it, but could not get it.]\nThen {friend} came. {He2} crept into the gap and brought the {object} back. "You see," {he2} said, "[even small friends can help|I kept my word]." {Hero} [never forgot it|thanked {him2} with all {his} heart].',
  // A surprise.
  'It was the birthday of {friend}, and {hero} wanted to make {food} for {him2}. But when {he} looked in the kitchen, there was no [sugar|flour|butter] left. {Hero} [thought hard|scratched {his} head].\n{He} took {his} {thing} and went to [the miller|the neighbour|the baker]. "Will you give me what I need for this {object}?" {he} asked. {Hero} was sad to give it away, but {he} thought of {friend}. Then {he} ran home and worked all day.\nIn the evening {friend} came in and saw {food} on the table. "[Is that for me|Did you make this for me]?" {he2} asked. {Hero} nodded. {Friend} was so happy that {he2} danced. And what was in the present that {friend} had brought along? It was the {thing}, for {friend} had [bought it back|found it at the market]!',
  // Courage.
  'All the others could {fear}, but {hero} was afraid to. "I cannot do it," {he} said. {Friend} never laughed at {him}. "[I was afraid too|Everybody is afraid of something]," said {friend}. "Let us try together."\nOn the first day {hero} only looked. On the second day {he} tried, but {he} [turned back|stopped] at once. On the third day {friend} gave {him} {a thing} and said, "Hold this, and think of me." {Hero} held the {object} tight and [closed {his} eyes|took a deep breath].\nAnd then {he} did it! {Hero} could {fear}. "I did it!" {he} shouted, and {friend} clapped. {Hero} wanted to give back the {object}, but {friend} shook {his2} head. "[Keep it|It is yours]," {he2} said, "[you were brave|until you can do without it]."',
  // The truth.
  '{Friend} had {a thing} that nobody was allowed to touch. One day {hero} was alone with it. {He} only wanted to look, but the {object} fell into the mud and was spoiled. {Hero} hid it {spot} and said nothing.\n{Friend} looked for the {object} everywhere. "Have you seen it?" {he2} asked. "No," said {hero}, and {his} face grew [red|hot]. That night {he} could not sleep. [The moon looked in, and {he} thought of the {object}.|{He} turned from one side to the other.]\nIn the morning {hero} went to {friend}. "I spoiled your {object}, and I hid it {spot}," {he} said. "I am sorry." {Friend} was quiet for a while. "I am glad that you told me," {he2} said then. {Hero} felt [light|much better], and [they cleaned it together|that day {he} learned to tell the truth].',
  // Rain.
  '{Hero} and {friend} wanted to have a picnic {spot}. {Hero} brought {food}, and {friend} brought {his2} {thing}. But as soon as they sat down, it began to [rain|snow|hail].\n"Now everything is spoiled," said {friend}, and {he2} kicked a stone. {Hero} looked around. {He} saw [an old barn|a dry cave|a little hut] not far away. "Run!" {he} called. They ran as fast as they could, and {friend} held {his2} {object} over {his2} head.\nInside it was dry and [warm|quiet]. They ate {food} and listened to the [storm|wind]. Then they played with the {object} until the sun came out. "This was [better|more fun] than a picnic," said {friend}, and {hero} [agreed|thought so too].',
];

const endings = [
  '{Hero} went to bed [happy|tired and glad|with a smile] that night.',
  '[And that was the end of a long day.|Then they both went home for supper.]',
  '"[What a day|That was fun]!" said {hero}.',
  'And if you go to {place}, you may [still see them there|meet {hero} and {friend} today].',
  '',
];

/**
 * A short story in plain English with an empty line behind it: someone has something, it goes wrong, and it ends well.
 *
 * It is for seeing attention find who is meant: names, what is theirs and where things are come back as pronouns and
 * repeated words many words later. There are ten plots and some six hundred words, so that small models get far: one of 0.8
 * million parameters needs 1.6 nats a character after 600 steps. It learns no more of the world than is in the stories,
 * and other texts surprise it greatly.
 */
export function englishStory(random: Random): string {
  const slots = slotsOf(random);
  const [plot, opening, ending] = [plots, openings, endings].map((templates) => pick(random, templates));
  const parts = [`${opening} ${plot}`, ending].map((template) => expand(random, template, slots));
  return `${parts.join(' ').trim()}\n\n`;
}

function slotsOf(random: Random): Slots {
  const [hero, friend] = beings(random);
  const { place, spots } = pick(random, places);
  const [spot, spot2, spot3] = pickSome(random, spots, 3);
  const [quality, quality2] = pickSome(random, qualities, 2);
  const object = pick(random, objects);
  return {
    hero: hero.name,
    he: hero.he,
    him: hero.him,
    his: hero.his,
    kind: hero.kind,
    friend: friend.name,
    he2: friend.he,
    him2: friend.him,
    his2: friend.his,
    kind2: friend.kind,
    place,
    spot,
    spot2,
    spot3,
    object,
    thing: `${quality} ${object}`,
    quality2,
    food: pick(random, foods),
    fear: pick(random, fears),
  };
}

/** Two of different names. */
function beings(random: Random): Being[] {
  const names = [
    ...pickSome(random, girlNames, 2).map((name) => ({ name, he: 'she', him: 'her', his: 'her', child: 'girl' })),
    ...pickSome(random, boyNames, 2).map((name) => ({ name, he: 'he', him: 'him', his: 'his', child: 'boy' })),
  ];
  return pickSome(random, names, 2).map(({ child, ...being }) => ({
    ...being,
    kind: random.below(3) === 0 ? pick(random, animalKinds) : child,
  }));
}
