import { SEED } from '../seed'

/** `npm run faults` is long; the stage of `npm test` is short. */
export const isLong = process.env.LAUREL_FAULTS === 'long'

/** @returns what a run of this length takes */
export const inForm = <T>(short: T, long: T): T => (isLong ? long : short)

/** Decides what is drawn; when things happen is decided by the machine. Another one by LAUREL_SEED. */
export { SEED }
