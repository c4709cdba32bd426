import { PageHeader, whatRan } from '../parts/pageHeader.ts';
import type { PositionsStore } from './store.ts';

export class PositionsHeader extends PageHeader<PositionsStore> {
  protected question() {
    return this.strings(`positions.ask.${this.store.navigation.view}`);
  }

  protected ran() {
    const run = this.store.run!;
    const { tokenize, compile, run: forward } = run.milliseconds;
    const { kind } = run.positions;
    const scheme = run.positions.kind === 'table' ? run.positions.scheme : run.positions.kind;
    const shape = this.strings(`positions.ran.${kind}`, { scheme: this.strings(`positions.scheme.${scheme}`) });
    return whatRan(run, shape, tokenize + compile + forward, this.strings);
  }
}
