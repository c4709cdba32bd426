import type { YAMLParseError } from 'yaml';
import { isRoadKey, literal, message } from '../message.ts';
import type { Problem } from './parseBlock.ts';

/** What a reader of YAML complains of, in the words of a person; in the library's own where we have none. */
export function yamlProblem({ code, message: detail, pos }: YAMLParseError, body: string): Problem {
  const key = `block.yaml.${code}`;
  const text = isRoadKey(key) ? message(key) : message('block.yaml', { detail: literal(detail) });
  const start = Math.min(pos[0], Math.max(0, body.length - 1));
  return { start, end: Math.max(start + 1, Math.min(pos[1], body.length)), text };
}
