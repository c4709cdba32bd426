import type { Theme } from '../../shell/theme.ts';
import type { SchemeTable } from './schemeTable.ts';

/** What every curve of a scheme is drawn with. */
export interface CurveDrawing {
  readonly context: CanvasRenderingContext2D;
  readonly table: SchemeTable;
  readonly theme: Theme;
}
