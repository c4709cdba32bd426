import type { TrainingNavigation } from '../../src/protocol/trainingPage.ts';
import type { Explained } from '../parts/about.ts';

const formulas: Readonly<Record<TrainingNavigation['view'], string>> = {
  life: 'L=-\\frac{1}{N}\\sum_{t=1}^{N}\\ln p(x_t\\mid x_1\\dots x_{t-1})',
  blocks:
    '\\lVert g\\rVert=\\lVert\\partial L/\\partial\\theta\\rVert,\\quad\\frac{\\lVert\\Delta\\theta\\rVert}{\\lVert\\theta\\rVert}',
  gradients: '\\frac{\\partial L}{\\partial\\theta_i}\\approx\\frac{L(\\theta_i+h)-L(\\theta_i-h)}{2h}',
};

/** What the view in front of the training page is. */
export function explainedView(view: TrainingNavigation['view']): Explained {
  return { text: `training.about.${view}`, tex: formulas[view] };
}
