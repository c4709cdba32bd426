import { SvgCanvas } from './svgCanvas.ts';

/** What drawings are made on: a canvas of the page, or one that notes them down as vectors. */
export type Context2d = CanvasRenderingContext2D | SvgCanvas;

/** While a picture is taken: what stands in for each canvas that is drawn on. */
let recorded: Map<HTMLCanvasElement, SvgCanvas> | null = null;

/** Settled once no picture is taken any more. */
let taken: Promise<unknown> = Promise.resolve();

/** Has all that is drawn while `draw` runs noted down instead, by its canvas: one picture after the other. */
export function recordDrawings(draw: () => Promise<void>): Promise<ReadonlyMap<HTMLCanvasElement, SvgCanvas>> {
  const drawings = taken.then(() => noted(draw));
  taken = drawings.catch(() => undefined);
  return drawings;
}

async function noted(draw: () => Promise<void>): Promise<ReadonlyMap<HTMLCanvasElement, SvgCanvas>> {
  const drawings = new Map<HTMLCanvasElement, SvgCanvas>();
  recorded = drawings;
  try {
    await draw();
  } finally {
    recorded = null;
  }
  return drawings;
}

/** A canvas that notes down, and measures text as canvases do. */
export function svgCanvas(name: string): SvgCanvas {
  const measuring = document.createElement('canvas').getContext('2d')!;
  return new SvgCanvas((font, baseline, text) => {
    measuring.font = font;
    measuring.textBaseline = baseline;
    return measuring.measureText(text);
  }, name);
}

/** What notes down the drawing of a canvas that draws by itself; null while no picture is taken. */
export function notedCanvas(canvas: HTMLCanvasElement): SvgCanvas | null {
  if (recorded === null) return null;
  const noted = svgCanvas(`drawing-${recorded.size}`);
  recorded.set(canvas, noted);
  return noted;
}

/**
 * Gives a canvas its size in CSS pixels, with a pixel for every pixel of the screen, and a context that counts in CSS
 * pixels. Cleared.
 */
export function prepared(canvas: HTMLCanvasElement, width: number, height: number): Context2d {
  const noted = notedCanvas(canvas);
  if (noted !== null) return noted;
  const ratio = window.devicePixelRatio;
  const [across, down] = [Math.round(width * ratio), Math.round(height * ratio)];
  if (canvas.width !== across) canvas.width = across;
  if (canvas.height !== down) canvas.height = down;
  canvas.style.setProperty('width', `${width}px`);
  canvas.style.setProperty('height', `${height}px`);
  const context = canvas.getContext('2d')!;
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.clearRect(0, 0, width, height);
  return context;
}

/** Draws the first pixels of a picture made for this screen at a place in CSS pixels, pixel for pixel. */
export function copyPixels(
  context: CanvasRenderingContext2D,
  picture: CanvasImageSource,
  x: number,
  y: number,
  across: number,
  down: number,
): void {
  if (across <= 0 || down <= 0) return;
  const ratio = window.devicePixelRatio;
  context.save();
  context.setTransform(1, 0, 0, 1, 0, 0);
  context.imageSmoothingEnabled = false;
  context.drawImage(picture, 0, 0, across, down, Math.round(x * ratio), Math.round(y * ratio), across, down);
  context.restore();
}

/** The text as far as it fits, with an ellipsis. */
export function shortened(context: Context2d, text: string, width: number): string {
  if (context.measureText(text).width <= width) return text;
  const points = [...text];
  while (points.length > 0 && context.measureText(`${points.join('')}…`).width > width) points.pop();
  return `${points.join('')}…`;
}
