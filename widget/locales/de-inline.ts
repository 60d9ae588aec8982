/** German, for the elements in the shop's own pages. */
export const texts = {
  'inline.earn': 'Du sammelst {points}',
  'inline.members': 'Mitglieder sammeln {points}',
  'inline.invite': 'Freunde einladen',
  'inline.gift': 'Für deine Freunde: {gift}',
  'inline.own': 'Für dich: {gift}',
  'inline.copy': 'Kopieren',
  'inline.signIn': 'Melde dich an, um Freunde einzuladen.',
}
