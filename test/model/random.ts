import { sfc32 } from '../../api/wheel/sfc32'

/** Bytes that only look random: the same seed gives the same ones, so that a run can be played again. */
export function seededBytes(seed: number): (bytes: number) => Uint8Array<ArrayBuffer> {
  const next = sfc32(`${seed}`)
  return bytes => Uint8Array.from({ length: bytes }, () => Math.floor(next() * 256))
}
