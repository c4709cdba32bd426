const fields = ['textarea', 'select', 'input:not([type="range"], [type="checkbox"])'].join();

/** Whether a key goes to a field that takes characters: there it stands for itself. */
export function isTyping(event: KeyboardEvent): boolean {
  return event.composedPath().some((target) => target instanceof Element && target.matches(fields));
}
