import { fileURLToPath } from 'node:url'

/** Where the file of a database is: `file:data/laurel.db` and `file:///srv/laurel.db` are both understood. */
export const pathOf = (url: string): string =>
  url.startsWith('file://') ? fileURLToPath(url) : url.replace(/^file:/, '')
