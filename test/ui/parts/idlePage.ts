/** The state of a page about a text before anything was asked. */
export const idlePage = {
  language: 'en',
  follow: true,
  palette: 'theme',
  activity: 'idle',
  outdated: false,
  notices: [],
} as const;
