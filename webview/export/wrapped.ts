const measuring = document.createElement('canvas').getContext('2d')!;

/** Text in lines no wider than that, broken between words; one that is too long stands in a line of its own. */
export function wrapped(text: string, font: string, width: number): string[] {
  measuring.font = font;
  const lines: string[] = [];
  let line = '';
  for (const { segment } of words.segment(text.trim())) {
    if (line !== '' && measuring.measureText(line + segment.trimEnd()).width > width) {
      lines.push(line.trimEnd());
      line = '';
    }
    if (line !== '' || segment.trim() !== '') line += segment;
  }
  return line.trim() === '' ? lines : [...lines, line.trimEnd()];
}

const words = new Intl.Segmenter(undefined, { granularity: 'word' });
