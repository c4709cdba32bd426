import type { Language } from '../../localisation.ts';
import { type Message, roadText } from '../message.ts';
import type { View } from '../view.ts';
import { barsPicture } from './barsPicture.ts';
import { graphPicture } from './graphPicture.ts';
import { imagesPicture } from './imagesPicture.ts';
import { matrixPicture } from './matrixPicture.ts';
import { plotPicture } from './plotPicture.ts';
import type { Shape } from './shape.ts';

/** A number of a picture that can be pointed at, or walked to. */
export interface Spot {
  /** Its middle, in pixels of the picture. */
  readonly x: number;
  readonly y: number;
  /** Where it is a cell; otherwise it is a point. */
  readonly width?: number;
  readonly height?: number;
  readonly text: Message;
}

/** A view as it is drawn. */
export interface Picture {
  readonly width: number;
  readonly height: number;
  readonly shapes: readonly Shape[];
  /** Row by row: arrows walk along a row, and from row to row. */
  readonly spots: readonly (readonly Spot[])[];
}

/** How a picture is drawn: as wide as there is room, in a language. */
export interface Drawing {
  readonly width: number;
  readonly say: (text: Message) => string;
}

/** The picture of a view; undefined where it is shown in words: tables, texts, sounds, formulas. */
export function pictureOf(view: View, width: number, language: Language): Picture | undefined {
  const drawing: Drawing = { width: Math.max(200, width), say: (text) => roadText(language, text) };
  switch (view.kind) {
    case 'plot':
      return plotPicture(view, drawing);
    case 'bars':
      return barsPicture(view, drawing);
    case 'matrix':
      return matrixPicture(view, drawing);
    case 'images':
      return imagesPicture(view, drawing);
    case 'graph':
      return graphPicture(view, drawing);
    default:
      return undefined;
  }
}
