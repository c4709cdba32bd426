import { UnderhoodError } from '../../errors.ts';
import type { Tokenizer } from '../../tokenizer/tokenizer.ts';
import type { AnsweredTokens } from './answerBatch.ts';

interface Turn {
  readonly role: 'user' | 'assistant';
  readonly content: string;
}

/** A talk of a user with an assistant, who take turns. */
export type Dialogue = readonly Turn[];

/** How a talk is written, so that a model knows who speaks. The names are part of the text; the end is a token. */
const names = { user: 'User: ', assistant: 'Assistant:' } as const;

/** Texts to ids, and the token that ends an answer. */
export interface ChatTokenizer {
  encode(text: string): number[];
  readonly end: number;
}

/** Throws UnderhoodError where the model has no token that ends a text. */
export function chatTokenizer(tokenizer: Tokenizer, ends: readonly number[]): ChatTokenizer {
  if (ends.length === 0) throw new UnderhoodError('road.noEndToken');
  return {
    // What a tokenizer puts around every text has no place within one.
    encode: (text) => tokenizer.encode(text).flatMap(({ id, kind }) => (kind === 'added' ? [] : [id])),
    end: ends[0],
  };
}

/** The talk in the template; answers, and the token that ends each, are what the model is to say. */
export function templated(dialogue: Dialogue, { encode, end }: ChatTokenizer): AnsweredTokens {
  const ids = [end];
  const answers = [false];
  const write = (part: readonly number[], isAnswer: boolean) => {
    // One by one: a long text has more tokens than a call may have arguments.
    for (const id of part) {
      ids.push(id);
      answers.push(isAnswer);
    }
  };
  for (const { role, content } of dialogue) {
    if (role === 'user') write(encode(`${names.user}${content}\n${names.assistant}`), false);
    else write([...encode(` ${content}`), end], true);
  }
  return { ids, answers };
}

/** All that stands before the next answer. */
export function promptTokens(prompt: string, tokenizer: ChatTokenizer): number[] {
  return [...templated([{ role: 'user', content: prompt }], tokenizer).ids];
}

interface Line {
  readonly messages?: unknown;
  readonly conversations?: unknown;
  readonly prompt?: unknown;
  readonly instruction?: unknown;
  readonly input?: unknown;
  readonly response?: unknown;
  readonly output?: unknown;
}

/**
 * Talks of a JSONL file, one a line: `{"messages": [{"role": "user", "content": …}, …]}` as OpenAI's, or `prompt` (or
 * `instruction`, with `input`) and `response` (or `output`). What a system is told is left out.
 * Throws UnderhoodError naming the first line that is neither.
 */
export function parseDialogues(jsonl: string): Dialogue[] {
  return jsonl
    .split('\n')
    .map((text, index) => ({ text: text.trim(), line: index + 1 }))
    .filter(({ text }) => text !== '')
    .map(({ text, line }) => {
      const dialogue = dialogueOf(parsed(text, line));
      if (!dialogue) throw new UnderhoodError('road.dialogueLine', { line });
      return dialogue;
    });
}

function parsed(text: string, line: number): Line {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? value : {};
  } catch {
    throw new UnderhoodError('road.dialogueJson', { line });
  }
}

function dialogueOf(line: Line): Dialogue | undefined {
  const turns = line.messages ?? line.conversations;
  if (Array.isArray(turns)) return turnsOf(turns);
  const asked = line.prompt ?? line.instruction;
  const answer = line.response ?? line.output;
  if (typeof asked !== 'string' || typeof answer !== 'string' || answer === '') return undefined;
  const input = typeof line.input === 'string' && line.input !== '' ? `\n${line.input}` : '';
  return [
    { role: 'user', content: asked + input },
    { role: 'assistant', content: answer },
  ];
}

/** The user's and the assistant's turns; undefined where another role speaks, or nobody answers. */
function turnsOf(turns: readonly unknown[]): Dialogue | undefined {
  const said = turns.filter((turn) => (turn as { role?: unknown } | null)?.role !== 'system');
  const isTurn = (turn: unknown): turn is Turn => {
    const { role, content } = (turn ?? {}) as { role?: unknown; content?: unknown };
    return (role === 'user' || role === 'assistant') && typeof content === 'string';
  };
  return said.every(isTurn) && said.some(({ role }) => role === 'assistant') ? said : undefined;
}
