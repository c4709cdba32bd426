import { message } from '../message.ts';
import { writtenNumber } from '../numbers.ts';
import type { GraphView } from '../view.ts';
import type { Drawing, Picture, Spot } from './picture.ts';
import { rounded, type Shape, shape, shortenedTo, words } from './shape.ts';

const line = 76;

/** Numbers that come from each other, from left to right, with what stands on the arrows. */
export function graphPicture({ nodes, edges }: GraphView, { width, say }: Drawing): Picture {
  const columns = Math.max(...nodes.map(({ column }) => column), 0) + 1;
  const rows = Math.max(...nodes.map(({ row }) => row), 0) + 1;
  const column = width / columns;
  const wide = Math.min(128, column * 0.62);
  const high = 52;
  const middle = (node: GraphView['nodes'][number]) => [column * (node.column + 0.5), line * (node.row + 0.5)] as const;
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const shapes: Shape[] = [];
  for (const { from, to, note } of edges) {
    const [a, b] = [byId.get(from), byId.get(to)];
    if (!a || !b) continue;
    const [ax, ay] = middle(a);
    const [bx, by] = middle(b);
    const [x1, x2] = [ax + wide / 2, bx - wide / 2];
    shapes.push(shape('path', { class: 'edge', d: `M${rounded(x1)} ${ay}L${rounded(x2)} ${by}m-6 -4l6 4l-6 4` }));
    if (note)
      shapes.push(
        words(shortenedTo(say(note), Math.max(40, x2 - x1 + 30), 10), (x1 + x2) / 2, (ay + by) / 2 - 8, {
          anchor: 'middle',
          style: 'note',
        }),
      );
  }
  const ordered = Array.from({ length: rows }, (_, row) =>
    nodes.filter((node) => node.row === row).sort((a, b) => a.column - b.column),
  );
  const spots = ordered.map((inRow) =>
    inRow.map((node): Spot => {
      const [x, y] = middle(node);
      shapes.push(
        shape('rect', {
          class: 'node',
          x: rounded(x - wide / 2),
          y: y - high / 2,
          width: rounded(wide),
          height: high,
          rx: 3,
        }),
      );
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
  return { width, height: rows * line, shapes, spots: spots.filter((row) => row.length > 0) };
}
