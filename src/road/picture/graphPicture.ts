import { message } from '../message.ts';
import { writtenNumber } from '../numbers.ts';
import type { GraphView } from '../view.ts';
import { type LabelPlace, Labels } from './labels.ts';
import type { Drawing, Picture, Spot } from './picture.ts';
import { rounded, type Shape, shape, shortenedTo, words } from './shape.ts';

type Node = GraphView['nodes'][number];

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
  const labels = new Labels({ left: 0, right: width, top: 0, bottom: height });
  for (const node of nodes) {
    const [x, y] = middle(node);
    labels.take({ left: x - wide / 2, right: x + wide / 2, top: y - high / 2, bottom: y + high / 2 });
  }
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const shapes: Shape[] = edges.flatMap(({ from, to, note }) => {
    const [a, b] = [byId.get(from), byId.get(to)];
    if (!a || !b) return [];
    const [ax, ay] = middle(a);
    const [bx, by] = middle(b);
    const [x1, y1] = isUpright ? [ax, ay + high / 2] : [ax + wide / 2, ay];
    const [x2, y2] = isUpright ? [bx, by - high / 2] : [bx - wide / 2, by];
    const tip = isUpright ? 'm-4 -6l4 6l4 -6' : 'm-6 -4l6 4l-6 4';
    const arrow = shape('path', { class: 'edge', d: `M${rounded(x1)} ${y1}L${rounded(x2)} ${y2}${tip}` });
    const told = note && labels.put(say(note), notePlaces(x1, y1, x2, y2), 'note');
    return told ? [arrow, told] : [arrow];
  });
  const ordered = Array.from({ length: lanes }, (_, row) =>
    nodes.filter((node) => node.row === row).sort((a, b) => a.column - b.column),
  );
  const spots = ordered.map((inRow) =>
    inRow.map((node): Spot => {
      const [x, y] = middle(node);
      const frame = { x: rounded(x - wide / 2), y: y - high / 2, width: rounded(wide), height: high, rx: 3 };
      shapes.push(shape('rect', { class: 'node', ...frame }));
      const texts = [say(node.name), node.value === undefined ? '' : writtenNumber(node.value)];
      if (node.gradient !== undefined) texts.push(`∂ ${writtenNumber(node.gradient)}`);
      const written = texts.filter((text) => text !== '');
      for (const [place, text] of written.entries()) {
        const style = place === 0 ? 'name strong' : place === 1 ? 'number' : 'number gradient';
        const at = y + (place - (written.length - 1) / 2) * 15;
        shapes.push(words(shortenedTo(text, wide - 6), x, at, { anchor: 'middle', style }));
      }
      const { name, value = '–', gradient = '–' } = node;
      const text = message('picture.node', { name, value, gradient });
      return { x, y, width: wide, height: high, text };
    }),
  );
  return { width, height, shapes, spots: spots.filter((row) => row.length > 0) };
}

/** Above the middle of an arrow, or elsewhere along it. */
function notePlaces(x1: number, y1: number, x2: number, y2: number): LabelPlace[] {
  return [0.5, 0.3, 0.7, 0.15, 0.85].flatMap((share) => {
    const [x, y] = [x1 + share * (x2 - x1), y1 + share * (y2 - y1)];
    const beside = (anchor: LabelPlace['anchor'], right: number, down: number) => ({
      x: x + right,
      y: y + down,
      anchor,
    });
    return [beside('middle', 0, -8), beside('middle', 0, 9), beside('start', 5, 0), beside('end', -5, 0)];
  });
}
