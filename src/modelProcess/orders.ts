import { UnderhoodError } from '../errors.ts';
import type { Placement } from '../models/inference/inference.ts';
import type { LoadedModel } from '../models/loaded/loadedModel.ts';
import { type OrderComparison, type OrderSetting, orderSettings } from '../protocol/positions.ts';
import type { Token } from '../tokenizer/tokenizer.ts';
import { summaryOf } from './tokenSummary.ts';

/** More are not compared. */
const mostCharacters = 16;

const placements: Readonly<Record<OrderSetting, Placement>> = {
  encoderWithout: { factor: 0, looksAhead: true },
  encoderWith: { looksAhead: true },
  decoderWithout: { factor: 0 },
  decoderWith: {},
};

/**
 * A text and the same characters in reverse order, through a model. Each character is taken as its own tokens, so that
 * both orders have the very same ones: a token that merges two characters would be another one the other way round.
 */
export async function compareOrders(model: LoadedModel, text: string): Promise<OrderComparison> {
  const characters = charactersOf(model, text);
  const tokens = characters.flat();
  const end = tokens.at(-1)?.end;
  if (end === undefined) throw new UnderhoodError('selection.blank');
  const ids = tokens.map(({ id }) => id);
  const placeOf = new Map(tokens.map((token, place) => [token, place]));
  const order = characters
    .toReversed()
    .flat()
    .map((token) => placeOf.get(token)!);
  const first = text.slice(0, end);
  const { width } = model.summary;
  const settings: OrderComparison['settings'][number][] = [];
  for (const setting of orderSettings) {
    const placement = placements[setting];
    const states = await model.states(ids, placement);
    const others = await model.states(
      order.map((place) => ids[place]),
      placement,
    );
    const second = inFirstOrder(others, order, width);
    settings.push({ setting, first: states, second, difference: differences(states, second, width) });
  }
  return {
    model: model.summary,
    tokens: tokens.map((token) => summaryOf(token, 0, end)),
    texts: [first, [...first].reverse().join('')],
    order,
    width,
    settings,
  };
}

/** The tokens of each character, as many characters as the context holds. Throws UnderhoodError where it holds not two. */
function charactersOf({ tokenizer, summary }: LoadedModel, text: string): Token[][] {
  const found: Token[][] = [];
  let [at, count] = [0, 0];
  const characters = [...text].slice(0, mostCharacters);
  for (const character of characters) {
    // What a tokenizer adds in front stands before the first character only, and there in either order.
    const own = tokenizer.encode(character).filter(({ kind }) => kind !== 'added');
    count += own.length;
    if (count > summary.contextLength) break;
    const start = at;
    found.push(own.map((token) => ({ ...token, start: start + token.start, end: start + token.end })));
    at += character.length;
  }
  if (found.length < Math.min(2, characters.length)) {
    throw new UnderhoodError('positions.oneToken', { model: summary.name, limit: summary.contextLength });
  }
  return found;
}

/** Rows of the second order, each where its token stands in the first. @param states [T, width] */
function inFirstOrder(states: Float32Array, order: readonly number[], width: number): Float32Array {
  const turned = new Float32Array(states.length);
  order.forEach((token, place) => {
    turned.set(states.subarray(place * width, (place + 1) * width), token * width);
  });
  return turned;
}

/** ‖second − first‖ / ‖first‖ of each row; 0 where they are the same, be they 0. */
function differences(first: Float32Array, second: Float32Array, width: number): Float32Array {
  return Float32Array.from({ length: first.length / width }, (_, row) => {
    let [apart, own] = [0, 0];
    for (let i = row * width; i < (row + 1) * width; i++) {
      apart += (second[i] - first[i]) ** 2;
      own += first[i] ** 2;
    }
    return apart === 0 ? 0 : Math.sqrt(apart / own);
  });
}
