const OF_BYTE = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'))

/** Bytes as lower-case hex. */
export function hex(bytes: ArrayBuffer | Uint8Array): string {
  let digits = ''
  for (const byte of new Uint8Array(bytes)) digits += OF_BYTE[byte]
  return digits
}
