import { UnderhoodError } from '../errors.ts';
import { activePanel } from '../panels/pagePanel.ts';

/** Has the page in front offer the ways in which what it shows can be taken away. */
export function takeAway(): void {
  const panel = activePanel();
  if (!panel) throw new UnderhoodError('take.noPage');
  panel.offerToTake();
}
