import { LaurelError } from './error'

const SECRET_KEY = /^sk_(?:test|live)_([0-9a-hjkmnp-tv-z]{26})_/

/** The merchant whose secret key this is: a key carries its id. */
export function merchantIdOf(secretKey: string): string {
  const id = SECRET_KEY.exec(secretKey)?.[1]
  if (!id)
    throw new LaurelError({
      code: 'invalid_argument',
      detail: 'This is not a secret key (sk_test_… or sk_live_…)',
    })
  return `mer_${id}`
}
