/** How the names of recipe files end. */
export const recipeEnding = '.underhood.json';
