import { UnderhoodError } from '../../src/errors.ts';
import type { Figure } from './figure.ts';

/** Sides and pixels that every browser draws. */
const longestSide = 16_384;
const mostPixels = 120_000_000;

/** A picture as PNG, two pixels for each of CSS, or fewer where it is very large. */
export async function pngOf({ svg, width, height }: Figure): Promise<Blob> {
  const scale = Math.min(2, longestSide / Math.max(width, height), Math.sqrt(mostPixels / (width * height)));
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
  await image.decode();
  const canvas = document.createElement('canvas');
  canvas.width = Math.round(width * scale);
  canvas.height = Math.round(height * scale);
  canvas.getContext('2d')!.drawImage(image, 0, 0, canvas.width, canvas.height);
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'));
  if (blob === null) throw new UnderhoodError('page.pictureTooLarge');
  return blob;
}
