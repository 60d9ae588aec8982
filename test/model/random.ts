import { createHash } from 'node:crypto'

/** Bytes that only look random: the same seed gives the same ones, so that a run can be played again. */
export function seededBytes(seed: number): (bytes: number) => Uint8Array<ArrayBuffer> {
  let counter = 0
  let block = Buffer.alloc(0)
  return bytes => {
    while (block.length < bytes) {
      counter += 1
      block = Buffer.concat([block, createHash('sha256').update(`${seed}:${counter}`).digest()])
    }
    const taken = new Uint8Array(block.subarray(0, bytes))
    block = block.subarray(bytes)
    return taken
  }
}
