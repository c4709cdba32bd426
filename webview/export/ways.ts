/** How what is shown can be taken along, in the order of the menu. */
export const ways = ['copy', 'png', 'svg', 'csv', 'json', 'activationsView', 'activationsAll', 'view'] as const;
export type Way = (typeof ways)[number];
