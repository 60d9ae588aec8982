const PRIME = 0x01000193

/**
 * Whether a customer is in a share of all: always the same ones for a survey, others for another survey, and
 * whoever is in at 10 % is in at 20 % too.
 *
 * FNV-1a (http://www.isthe.com/chongo/tech/comp/fnv), with the finaliser of MurmurHash3 to spread close ids.
 */
export function inSample(surveyId: string, customerId: string, sharePercent: number): boolean {
  return (hash(`${surveyId}/${customerId}`) / 2 ** 32) * 100 < sharePercent
}

function hash(text: string): number {
  let h = 0x811c9dc5
  for (const byte of new TextEncoder().encode(text)) h = Math.imul(h ^ byte, PRIME)
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b)
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35)
  return (h ^ (h >>> 16)) >>> 0
}
