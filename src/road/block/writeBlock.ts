import { parseDocument } from 'yaml';
import { experimentOf } from '../experiments.ts';
import type { Settings } from '../field.ts';

/** A block's body with other settings: comments and order stay, and what is as at its start is left out unless it was there. */
export function withSettings(body: string, name: string, settings: Settings): string {
  const document = parseDocument(body, { stringKeys: true });
  for (const [field, value] of Object.entries(settings)) {
    const start = experimentOf(name)?.fields[field]?.start;
    const isStart = JSON.stringify(value) === JSON.stringify(start);
    if (isStart && !document.has(field)) continue;
    if (JSON.stringify(document.get(field)) === JSON.stringify(value)) continue;
    document.set(field, Array.isArray(value) ? document.createNode(value, { flow: true }) : value);
  }
  return document.toString({ lineWidth: 0, flowCollectionPadding: false });
}

/** Names a result: the experiment and all of its settings, whatever their order. */
export function resultKey(name: string, settings: Settings): string {
  const sorted = Object.entries(settings).sort(([a], [b]) => (a < b ? -1 : 1));
  return `${name} ${JSON.stringify(sorted)}`;
}
