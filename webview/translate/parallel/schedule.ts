/** A state that is computed: of which token, in which layer, and in which step at the earliest, from 0. */
interface ScheduledState {
  readonly token: number;
  readonly layer: number;
  readonly step: number;
}

/** The order in which states can be computed where nothing but their needs is in the way. */
export interface Schedule {
  readonly states: readonly ScheduledState[];
  readonly steps: number;
}

/** A state of a recurrent network needs the one of the token before. */
export function recurrentSchedule(tokens: number): Schedule {
  return { steps: tokens, states: Array.from({ length: tokens }, (_, token) => ({ token, layer: 0, step: token })) };
}

/** A state of a transformer needs those of the layer beneath. */
export function transformerSchedule(tokens: number, layers: number): Schedule {
  const states = Array.from({ length: layers * tokens }, (_, i) => {
    const layer = Math.floor(i / tokens);
    return { token: i % tokens, layer, step: layer };
  });
  return { steps: layers, states };
}
