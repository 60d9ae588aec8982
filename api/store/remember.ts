/**
 * Makes each thing once, and keeps those that were asked for last: at most `most` of them. A promise that is rejected is
 * not kept.
 */
export function remember<K, V>(most: number, make: (key: K) => V): (key: K) => V {
  const known = new Map<K, V>()
  return key => {
    const found = known.get(key)
    if (found !== undefined) {
      known.delete(key)
      known.set(key, found)
      return found
    }
    const made = make(key)
    known.set(key, made)
    if (known.size > most) known.delete(known.keys().next().value as K)
    if (made instanceof Promise) made.catch(() => known.delete(key))
    return made
  }
}
