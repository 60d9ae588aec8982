/** For the developer of the page. */
export const warn = (text: string): void => console.warn(`Laurel: ${text}`)
