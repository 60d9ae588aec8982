import { generate } from 'lean-qr/nano'

/** The dark modules of a text's QR code as one outline, a row's neighbours together. */
export function outline(text: string): { path: string; size: number } {
  const { size, get } = generate(text)
  let path = ''
  for (let y = 0; y < size; y++) for (let x = 0; x < size; x++) if (get(x, y)) path += `M${x} ${y}h1v1h-1z`
  return { path, size }
}
