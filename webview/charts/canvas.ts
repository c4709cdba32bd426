/**
 * Gives a canvas its size in CSS pixels, with a pixel for every pixel of the screen, and a context that counts in CSS
 * pixels. Cleared.
 */
export function prepared(canvas: HTMLCanvasElement, width: number, height: number): CanvasRenderingContext2D {
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
export function shortened(context: CanvasRenderingContext2D, text: string, width: number): string {
  if (context.measureText(text).width <= width) return text;
  const points = [...text];
  while (points.length > 0 && context.measureText(`${points.join('')}…`).width > width) points.pop();
  return `${points.join('')}…`;
}
