import type { Language } from '../localisation.ts';
import { escaped } from './pageHtml.ts';

/** A page that says, in one sentence, why a file cannot be shown. It runs nothing and loads nothing. */
export function refusalHtml(language: Language, title: string, sentence: string): string {
  return `<!DOCTYPE html>
<html lang="${language}">
  <head>
    <meta charset="utf-8">
    <meta http-equiv="Content-Security-Policy" content="default-src 'none'">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>${escaped(title)}</title>
  </head>
  <body>
    <main>
      <h1>${escaped(title)}</h1>
      <p role="alert">${escaped(sentence)}</p>
    </main>
  </body>
</html>
`;
}
