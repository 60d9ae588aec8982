/**
 * Makes each thing once, and keeps at least the last `most / 2` and at most `most` of those that were asked for. A
 * promise that is rejected is not kept. What is asked for twice costs one look-up: nothing is moved.
 *
 * @param kept the form in which a key is kept
 */
export function remember<K, V>(most: number, make: (key: K) => V, kept = (key: K) => key): (key: K) => V {
  let young = new Map<K, V>()
  let old = new Map<K, V>()
  return key => {
    const found = young.get(key)
    if (found !== undefined) return found
    const value = old.get(key) ?? make(key)
    if (young.size >= most / 2) [young, old] = [new Map(), young]
    young.set(kept(key), value)
    if (value instanceof Promise)
      value.catch(() => {
        young.delete(key)
        old.delete(key)
      })
    return value
  }
}
