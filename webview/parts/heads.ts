/** A head by layer and number. */
export interface Head {
  readonly layer: number;
  readonly head: number;
}

/** The head at a place in [layers · heads]. */
export function headAt(place: number, heads: number): Head {
  return { layer: Math.floor(place / heads), head: place % heads };
}

/** The place in [layers · heads] of a head; the last where a model has fewer. */
export function placeOfHead({ layer, head }: Head, model: { readonly layers: number; readonly heads: number }): number {
  return Math.min(model.layers * model.heads - 1, layer * model.heads + head);
}

/** The place of the largest number; 0 where there is none. */
export function placeOfLargest(values: ArrayLike<number>): number {
  let largest = 0;
  for (let i = 1; i < values.length; i += 1) if (values[i] > values[largest]) largest = i;
  return largest;
}
