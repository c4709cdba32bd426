import type { NextTokenNavigation } from '../../src/protocol/nextTokenPage.ts';
import type { Explained } from '../parts/about.ts';

const tempered = 'p_i=\\frac{e^{z_i/T}}{\\sum_{j=1}^{V}e^{z_j/T}}';

const formulas: Readonly<Record<NextTokenNavigation['view'], string>> = {
  next: tempered,
  continue: 'p(x_{1}\\dots x_{n})=\\prod_{t=1}^{n}p(x_t\\mid x_1\\dots x_{t-1})',
  example: tempered,
};

/** What the view in front of the next-token page is. */
export function explainedView(view: NextTokenNavigation['view']): Explained {
  return { text: `nextToken.about.${view}`, tex: formulas[view] };
}
