/** Made so that nobody changes it, whatever is in it included. What is frozen already was frozen here. */
export function frozen<T>(value: T): T {
  if (Object.isFrozen(value)) return value
  for (const each of Object.values(value as object)) frozen(each)
  return Object.freeze(value)
}
