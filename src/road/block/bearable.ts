import { Lexer } from 'yaml';

/** UTF-16 units: many times as many as the longest block in use. */
export const longestBlock = 20_000;
/** Numbers, commas, blanks and all else that a block is made of: a drawing of 28 × 28 has 2,400. */
const mostLexemes = 8000;
/** Lists and maps within each other; those in use have three. */
const deepest = 30;

/**
 * Whether a reader of YAML, which calls itself at every level, can bear a block: at some thousand levels Node ends, and the
 * extension host with it.
 */
export function isBearable(body: string): boolean {
  if (body.length > longestBlock) return false;
  let lexemes = 0;
  let inBrackets = 0;
  let inLine = 0;
  // Not by characters: a bracket may stand in a text.
  for (const lexeme of new Lexer().lex(body)) {
    if (lexeme === '[' || lexeme === '{') inBrackets++;
    else if (lexeme === ']' || lexeme === '}') inBrackets--;
    else if (lexeme === '-' || lexeme === '?' || lexeme === ':') inLine++;
    else if (lexeme.startsWith('\n')) inLine = 0;
    if (++lexemes > mostLexemes) return false;
    if (inBrackets > deepest || (inBrackets === 0 && inLine > deepest)) return false;
  }
  return true;
}
