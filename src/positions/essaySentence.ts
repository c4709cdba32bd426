/** The sentence by which the essay asks what order is for; the same in every language. */
export const essaySentence = '我爱你';
