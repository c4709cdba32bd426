import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import type { FileFormat } from '../../../src/protocol/taking.ts';

interface TakenPage {
  readonly page: Page;
  settled(): Promise<void>;
  calls(method: string): Promise<unknown[]>;
}

/** What of a picture can be told from its document. */
interface ReadPicture {
  readonly title: string;
  readonly texts: readonly string[];
  readonly rectangles: number;
  readonly images: number;
  /** CSS pixels. */
  readonly width: number;
  readonly height: number;
  /** What makes it no document that stands by itself. */
  readonly flaws: readonly string[];
}

/** What a person takes away from a page. */
export function takenOf(found: TakenPage) {
  const { page } = found;
  const choose = async (way: string): Promise<void> => {
    await page.locator('underhood-take #take').click();
    await page.locator(`underhood-take [data-way="${way}"]`).click();
  };
  /** Chooses a way, and waits until a file was handed over. */
  const filed = async (format: FileFormat): Promise<void> => {
    const count = () => page.evaluate(() => window.fakePage.calls.filter((call) => call.method === 'saveFile').length);
    const before = await count();
    await choose(format);
    await page.waitForFunction(
      (old) => window.fakePage.calls.filter(({ method }) => method === 'saveFile').length > old,
      before,
    );
  };
  return {
    choose,
    /** A file as the host gets it; an image as its bytes. */
    async file(
      format: FileFormat,
    ): Promise<{ readonly name: string; readonly content: string | Record<string, number> }> {
      await filed(format);
      // The last one alone: images among them are megabytes.
      const last = (await page.evaluate(
        () => window.fakePage.calls.filter(({ method }) => method === 'saveFile').at(-1)!.request,
      )) as { format: string; name: string; content: string };
      assert.equal(last.format, format);
      return last;
    },
    /** The image as a browser decodes it: its size in pixels, and how many colours it has. */
    async image(): Promise<{ readonly width: number; readonly height: number; readonly colours: number }> {
      await filed('png');
      return page.evaluate(async () => {
        const { request } = window.fakePage.calls.filter(({ method }) => method === 'saveFile').at(-1)!;
        const { content } = request as { content: Uint8Array<ArrayBuffer> };
        const bitmap = await createImageBitmap(new Blob([content], { type: 'image/png' }));
        const { width, height } = bitmap;
        const context = new OffscreenCanvas(width, height).getContext('2d')!;
        context.drawImage(bitmap, 0, 0);
        const colours = new Set(new Uint32Array(context.getImageData(0, 0, width, height).data.buffer)).size;
        return { width, height, colours };
      });
    },
    read: (svg: string) => readSvg(page, svg),
  };
}

/** Asserts that it is a well-formed document of SVG which needs nothing from elsewhere, and runs nothing. */
export async function isSvg(page: Page, svg: string): Promise<void> {
  assert.deepEqual((await readSvg(page, svg)).flaws, []);
}

/** Reads a document of SVG as a browser does. */
function readSvg(page: Page, svg: string): Promise<ReadPicture> {
  return page.evaluate((source) => {
    const document = new DOMParser().parseFromString(source, 'image/svg+xml');
    const { documentElement: root } = document;
    const error = document.querySelector('parsererror')?.textContent ?? '';
    const strange = [...document.querySelectorAll('script, foreignObject, style')].map(({ localName }) => localName);
    const outer = [...document.querySelectorAll('[href]')]
      .map((element) => element.getAttribute('href') ?? '')
      .filter((address) => !address.startsWith('data:image/'));
    const numbers = source.match(/NaN|undefined|Infinity/g) ?? [];
    return {
      title: root.querySelector('title')?.textContent ?? '',
      texts: [...root.querySelectorAll('text')].map(({ textContent }) => textContent ?? ''),
      rectangles: root.querySelectorAll('rect').length,
      images: root.querySelectorAll('image').length,
      width: Number(root.getAttribute('width')),
      height: Number(root.getAttribute('height')),
      flaws: [error, ...strange, ...outer, ...numbers].filter((flaw) => flaw !== ''),
    };
  }, svg);
}

/** Width and height of a PNG, once a browser has decoded it. */
export async function pngSize(page: Page, bytes: string | Record<string, number>): Promise<readonly [number, number]> {
  return page.evaluate(
    async (list) => {
      const blob = new Blob([Uint8Array.from(Object.values(list))], { type: 'image/png' });
      const { width, height } = await createImageBitmap(blob);
      return [width, height] as const;
    },
    bytes as Record<string, number>,
  );
}
