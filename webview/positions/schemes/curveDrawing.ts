import type { Context2d } from '../../charts/canvas.ts';
import type { Theme } from '../../shell/theme.ts';
import type { SchemeTable } from './schemeTable.ts';

/** What every curve of a scheme is drawn with. */
export interface CurveDrawing {
  readonly context: Context2d;
  readonly table: SchemeTable;
  readonly theme: Theme;
}
