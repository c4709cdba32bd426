import type { AttentionNavigation } from '../../src/protocol/attentionPage.ts';
import type { Explained } from '../parts/about.ts';

const weights =
  '\\alpha_{ij}=\\frac{e^{s_{ij}}}{\\sum_{k\\le i}e^{s_{ik}}},\\quad s_{ij}=\\frac{q_i\\cdot k_j}{\\sqrt{d}}';
const output = 'z_i=\\sum_{j\\le i}\\alpha_{ij}\\,v_j';

/** The formula behind each view of a head (Vaswani et al. 2017, with the mask of a decoder). */
const formulas: Readonly<Record<AttentionNavigation['view'], string>> = {
  matrix: weights,
  lines: weights,
  arithmetic: `${weights},\\quad ${output}`,
  table: `${weights},\\quad \\lVert\\alpha_{ij}\\,v_j W_O\\rVert`,
};

/** What the view in front of the attention page is. */
export function explainedView(view: AttentionNavigation['view']): Explained {
  return { text: `attention.about.${view}`, tex: formulas[view] };
}
