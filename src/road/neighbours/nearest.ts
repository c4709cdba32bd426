/** Something stored, and how far it is from what was asked about. */
interface Neighbour {
  /** Its place among what is stored. */
  readonly place: number;
  /** Euclidean. */
  readonly distance: number;
}

/** Squared Euclidean distances from one vector, [width], to all that are stored, [count · width]. */
export function squaredDistances(query: Float32Array, stored: Float32Array): Float64Array {
  const width = query.length;
  const distances = new Float64Array(stored.length / width);
  for (let place = 0, at = 0; place < distances.length; place++) {
    let sum = 0;
    for (let i = 0; i < width; i++, at++) {
      const difference = query[i] - stored[at];
      sum += difference * difference;
    }
    distances[place] = sum;
  }
  return distances;
}

/** The nearest `count`, from the nearest on; of two as near, the one stored first. */
export function nearest(squared: Float64Array, count: number): Neighbour[] {
  const found: number[] = [];
  squared.forEach((distance, place) => {
    if (found.length === count && distance >= squared[found[count - 1]]) return;
    let at = found.length;
    while (at > 0 && distance < squared[found[at - 1]]) at--;
    found.splice(at, 0, place);
    if (found.length > count) found.pop();
  });
  return found.map((place) => ({ place, distance: Math.sqrt(squared[place]) }));
}

/** What most of the nearest are. Of several with as many voices, the one of them that is nearest. */
export function vote(neighbours: readonly Neighbour[], labels: Uint8Array): number {
  const voices = new Map<number, number>();
  for (const { place } of neighbours) voices.set(labels[place], (voices.get(labels[place]) ?? 0) + 1);
  const most = Math.max(...voices.values());
  // A Map keeps its order: who came first is nearest.
  return [...voices].find(([, count]) => count === most)![0];
}

/** What k nearest neighbours say for each k, from one look at the distances. */
export function votes(squared: Float64Array, labels: Uint8Array, ks: readonly number[]): number[] {
  const found = nearest(squared, Math.max(...ks));
  return ks.map((k) => vote(found.slice(0, k), labels));
}
