/**
 * The same text by itself. What was cut out of a longer one keeps all of that in memory for as long as it is kept, so
 * whoever calls could have some kilobytes of an address kept with every key that is made up.
 */
export const flat = (text: string): string => JSON.parse(JSON.stringify(text))
