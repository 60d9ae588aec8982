const ABBREVIATIONS = new Set(['TV', 'LED', 'CD', 'VIP', 'ABC', 'WC', 'DOF', 'MOP', 'UK', 'USB', 'EU'])

const SMALL_WORDS = new Set(['a', 'and', 'for', 'in', 'of', 'on', 'or', 'the', 'to', 'with'])

/** The catalogue's shouting in title case, same words: `SET OF 3 CAKE TINS` → `Set of 3 Cake Tins`. */
export function titleCase(description: string): string {
  const name = description.trim().replace(/\s+/g, ' ')
  return name.replace(/[A-Za-z]+(?:'[A-Za-z]+)*|'[A-Z]+/g, (word, at: number) =>
    caseOf(word, name.slice(0, at), name.slice(at + word.length)),
  )
}

function caseOf(word: string, before: string, after: string): string {
  const lower = word.toLowerCase()
  if (ABBREVIATIONS.has(word) || /^[A-Z]?[a-z]+$/.test(word)) return word
  if (/\d$/.test(before) && /^(cm|cmx|pc|'s)$/.test(lower)) return lower
  if (/ $/.test(before) && /^( |\d|$)/.test(after) && SMALL_WORDS.has(lower)) return lower
  return word.startsWith("'") ? word : word.charAt(0).toUpperCase() + lower.slice(1)
}
