/** Slovak, for the elements in the shop's own pages. */
export const texts = {
  'inline.earn': 'Za nákup: {points}',
  'inline.members': 'Pre členov: {points}',
  'inline.invite': 'Pozvite priateľov',
  'inline.gift': 'Odmena pre priateľa: {gift}',
  'inline.own': 'Vaša odmena: {gift}',
  'inline.copy': 'Skopírovať',
  'inline.signIn': 'Prihláste sa a pozvite priateľov.',
}
