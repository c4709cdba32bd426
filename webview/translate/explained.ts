import type { TranslateView } from '../../src/protocol/translatePage.ts';
import type { Explained } from '../parts/about.ts';

const formulas: Readonly<Record<TranslateView, string>> = {
  sideBySide: 'p(y\\mid x)=\\prod_{t}p(y_t\\mid y_1\\dots y_{t-1},x)',
  steps: 'c_t=\\sum_{s}\\alpha_{ts}\\,h_s,\\quad\\sum_{s}\\alpha_{ts}=1',
  kinds: 'Z=\\mathrm{softmax}\\!\\left(\\frac{QK^{\\top}}{\\sqrt{d}}\\right)V',
  memory: 'h_t=f(h_{t-1},x_t),\\quad\\lVert\\partial h_T/\\partial x_t\\rVert',
  forgetting: '\\mathrm{chrF}=100\\,\\frac{(1+2^2)\\,P\\,R}{2^2\\,P+R}',
  parallel: 'h_t=f(h_{t-1},x_t)\\quad\\text{/}\\quad z_t=\\sum_{s}\\alpha_{ts}\\,v_s',
};

/** What the view in front of the translate page is. */
export function explainedView(view: TranslateView): Explained {
  return { text: `translate.about.${view}`, tex: formulas[view] };
}
