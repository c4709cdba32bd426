import type { PositionsView } from '../../src/protocol/positionsPage.ts';
import type { Explained } from '../parts/about.ts';

const formulas: Readonly<Record<PositionsView, string>> = {
  schemes: 'x_p=E_{t_p}+\\mathrm{PE}_p',
  similarity: '\\cos(u,v)=\\frac{u\\cdot v}{\\lVert u\\rVert\\,\\lVert v\\rVert}',
  covered: '\\mathrm{rms}(u,v)=\\sqrt{\\tfrac{1}{n}\\sum_{i=1}^{n}(u_i-v_i)^2}',
  order: 'f(\\pi x)=\\pi f(x)\\;\\;\\text{?}',
  model: 's_{ij}=\\frac{q_i\\cdot k_j}{\\sqrt{d}},\\quad q_i=W_Q x_i,\\;k_j=W_K x_j',
  race: 'L=-\\frac{1}{N}\\sum_{t=1}^{N}\\ln p(x_t\\mid x_1\\dots x_{t-1})',
};

/** What the view in front of the positions page is. */
export function explainedView(view: PositionsView): Explained {
  return { text: `positions.about.${view}`, tex: formulas[view] };
}
