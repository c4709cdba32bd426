import { type Message, message } from '../message.ts';
import { writtenNumber } from '../numbers.ts';
import type { GraphView } from '../view.ts';
import { type Box, type LabelPlace, Labels } from './labels.ts';
import type { Drawing, Picture, Spot } from './picture.ts';
import { rounded, type Shape, shape, shortenedTo, words } from './shape.ts';

type Node = GraphView['nodes'][number];

interface Arrow {
  readonly x1: number;
  readonly y1: number;
  readonly x2: number;
  readonly y2: number;
  readonly from: Node;
  readonly to: Node;
  readonly note?: Message;
}

/** Pixels from one node to the next across the arrows, and along them: nodes need room for words, arrows for their notes. */
const acrossLying = 76;
const leastAlongLying = 124;
const alongUpright = 94;
const high = 52;

/** Numbers that come from each other, with what stands on the arrows: from left to right or, in little room, downwards. */
export function graphPicture({ nodes, edges }: GraphView, { width, say }: Drawing): Picture {
  const steps = Math.max(...nodes.map(({ column }) => column), 0) + 1;
  const lanes = Math.max(...nodes.map(({ row }) => row), 0) + 1;
  const isUpright = width / steps < leastAlongLying;
  const wide = isUpright ? Math.min(128, width / lanes - 12) : Math.min(128, (width / steps) * 0.62);
  const height = isUpright ? steps * alongUpright : lanes * acrossLying;
  const middle = ({ column, row }: Node) =>
    isUpright
      ? ([(width / lanes) * (row + 0.5), alongUpright * (column + 0.5)] as const)
      : ([(width / steps) * (column + 0.5), acrossLying * (row + 0.5)] as const);
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const arrows = edges.flatMap(({ from, to, note }): Arrow[] => {
    const [a, b] = [byId.get(from), byId.get(to)];
    if (!a || !b) return [];
    const [[ax, ay], [bx, by]] = [middle(a), middle(b)];
    return isUpright
      ? [{ x1: ax, y1: ay + high / 2, x2: bx, y2: by - high / 2, from: a, to: b, note }]
      : [{ x1: ax + wide / 2, y1: ay, x2: bx - wide / 2, y2: by, from: a, to: b, note }];
  });
  const labels = new Labels({ left: 0, right: width, top: 0, bottom: height }, arrows.flatMap(alongArrow));
  for (const node of nodes) {
    const [x, y] = middle(node);
    labels.take({ left: x - wide / 2, right: x + wide / 2, top: y - high / 2, bottom: y + high / 2 });
  }
  const tip = isUpright ? 'm-4 -6l4 6l4 -6' : 'm-6 -4l6 4l-6 4';
  const shapes = arrows.flatMap((arrow): Shape[] => {
    const { x1, y1, x2, y2, note } = arrow;
    const line = shape('path', { class: 'edge', d: `M${rounded(x1)} ${y1}L${rounded(x2)} ${y2}${tip}` });
    const told = note && labels.put(say(note), notePlaces(arrow), 'note');
    return told ? [line, told] : [line];
  });
  const ordered = Array.from({ length: lanes }, (_, row) =>
    nodes.filter((node) => node.row === row).sort((a, b) => a.column - b.column),
  );
  const spots = ordered.map((inRow, row) => [
    ...inRow.map((node): Spot => {
      const [x, y] = middle(node);
      const frame = { x: rounded(x - wide / 2), y: y - high / 2, width: rounded(wide), height: high, rx: 3 };
      shapes.push(shape('rect', { class: 'node', ...frame }));
      const texts = [say(node.name), node.value === undefined ? '' : writtenNumber(node.value)];
      if (node.gradient !== undefined) texts.push(`∂ ${writtenNumber(node.gradient)}`);
      const written = texts.filter((text) => text !== '');
      for (const [place, text] of written.entries()) {
        const style = place === 0 ? 'name strong' : place === 1 ? 'number' : 'number gradient';
        const at = y + (place - (written.length - 1) / 2) * 15;
        shapes.push(words(shortenedTo(text, wide - 6, { isStrong: place === 0 }), x, at, { anchor: 'middle', style }));
      }
      const { name, value = '–', gradient = '–' } = node;
      const text = message('picture.node', { name, value, gradient });
      return { x, y, width: wide, height: high, text };
    }),
    ...arrows.filter(({ from }) => from.row === row).flatMap(arrowSpot),
  ]);
  const alongArrows = isUpright ? (a: Spot, b: Spot) => a.y - b.y : (a: Spot, b: Spot) => a.x - b.x;
  return { width, height, shapes, spots: spots.filter((row) => row.length > 0).map((row) => row.sort(alongArrows)) };
}

/** What stands on an arrow, told at its middle. */
function arrowSpot({ x1, y1, x2, y2, from, to, note }: Arrow): Spot[] {
  if (!note) return [];
  const text = message('picture.arrow', { from: from.name, to: to.name, note });
  return [{ x: (x1 + x2) / 2, y: (y1 + y2) / 2, text }];
}

/** Small boxes along an arrow, which no note should cover. */
function alongArrow({ x1, y1, x2, y2 }: Arrow): Box[] {
  const count = Math.max(1, Math.ceil(Math.hypot(x2 - x1, y2 - y1) / 4));
  return Array.from({ length: count + 1 }, (_, step): Box => {
    const [x, y] = [x1 + ((x2 - x1) * step) / count, y1 + ((y2 - y1) * step) / count];
    return { left: x - 1, right: x + 1, top: y - 1, bottom: y + 1 };
  });
}

/** Beside the middle of an arrow, or elsewhere along it. */
function notePlaces({ x1, y1, x2, y2 }: Arrow): LabelPlace[] {
  return [0.5, 0.35, 0.65, 0.2, 0.8].flatMap((share) => {
    const [x, y] = [x1 + share * (x2 - x1), y1 + share * (y2 - y1)];
    const at = (anchor: LabelPlace['anchor'], right: number, down: number): LabelPlace => {
      return { x: x + right, y: y + down, anchor };
    };
    return [
      at('middle', 0, -8),
      at('middle', 0, 9),
      at('start', 5, 0),
      at('end', -5, 0),
      at('start', 12, 6),
      at('end', -12, 6),
    ];
  });
}
