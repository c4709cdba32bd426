/** Room around the lines for the axes, in CSS pixels: the same in all charts, so that they can stand in line. */
export const plotRoom = { left: 48, right: 16, top: 8, bottom: 26 } as const;
