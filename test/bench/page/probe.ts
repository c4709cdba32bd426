/** Something that happened in a frame. Milliseconds since 1970: one clock for all frames. */
export interface Moment {
  readonly what: string;
  readonly at: number;
}

declare global {
  interface Window {
    /** Keys pressed, messages that came, and what was shown, in order. */
    moments: Moment[];
    /** Times of the frames for which the pointer had moved. */
    moves: number[];
  }
}

// Runs beside a page's own scripts and only looks on: which keys were pressed, which messages came, and when what the
// page shows had been on the screen for a frame.

window.moments = [];
window.moves = [];
let shown = '';
let isNew = false;
let hasMoved = false;
let generation = 0;
let isAlive = false;

/** The run that a page has drawn, or the text of an element made for benches. */
function whatIsShown(): string {
  const page = document.querySelector<HTMLElement & { store?: { run?: { runId: string } } }>('underhood-attention');
  return page?.store?.run?.runId ?? document.querySelector('#shown')?.textContent ?? '';
}

function note(what: string, at: number): void {
  window.moments.push({ what, at: performance.timeOrigin + at });
}

function onKey({ key, timeStamp }: KeyboardEvent): void {
  note(`key ${key}`, timeStamp);
}

/** An event is called by its name, an answer by what it holds. The page's own listener may have had it before. */
function onMessage({ data, timeStamp }: MessageEvent): void {
  if (data?.jsonrpc) note(`message ${data.method ?? Object.keys(data.result ?? {}).join(' ')}`, timeStamp);
}

function onMove(): void {
  hasMoved = true;
}

function onFrame(of: number): void {
  if (of !== generation) return;
  isAlive = true;
  if (isNew) note(`shown ${shown}`, performance.now());
  isNew = whatIsShown() !== shown;
  shown = whatIsShown();
  if (hasMoved) window.moves.push(performance.now());
  hasMoved = false;
  requestAnimationFrame(() => onFrame(of));
}

/** A document that is written anew, as a webview's is, forgets its listeners and what it was to do in its frames. */
function watch(): void {
  if (isAlive) {
    isAlive = false;
    return;
  }
  generation += 1;
  window.addEventListener('keydown', onKey, true);
  window.addEventListener('message', onMessage, true);
  window.addEventListener('pointermove', onMove, true);
  onFrame(generation);
}

watch();
setInterval(watch, 40);
