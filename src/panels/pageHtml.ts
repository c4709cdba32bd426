import type { Language } from '../localisation.ts';

interface PageParts {
  readonly language: Language;
  readonly title: string;
  /** Of the webview: where it may load files from. */
  readonly cspSource: string;
  /** Random, fresh for every document. */
  readonly nonce: string;
  /** Addresses inside the webview. */
  readonly script: string;
  readonly style: string;
}

/** The whole document of a page. It may run this script only, and take styles, fonts and images from the extension. */
export function pageHtml({ language, title, cspSource, nonce, script, style }: PageParts): string {
  const policy = [
    "default-src 'none'",
    `script-src 'nonce-${nonce}'`,
    `style-src ${cspSource}`,
    `font-src ${cspSource}`,
    `img-src ${cspSource} data:`,
  ].join('; ');
  return `<!DOCTYPE html>
<html lang="${language}">
  <head>
    <meta charset="utf-8">
    <meta http-equiv="Content-Security-Policy" content="${escaped(policy)}">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>${escaped(title)}</title>
    <link rel="stylesheet" href="${escaped(style)}">
  </head>
  <body>
    <script nonce="${nonce}" src="${escaped(script)}"></script>
  </body>
</html>
`;
}

/** Text that HTML shows as it is, within quotation marks too. */
export function escaped(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/"/g, '&quot;');
}
