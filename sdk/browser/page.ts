/** Where in the shop the shopper is, as far as we may say it: the path alone, which holds no query. */
export const pagePath = (): string => (globalThis.location?.pathname ?? '/').slice(0, 300)

/** IANA */
export const timeZone = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone
