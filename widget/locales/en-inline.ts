/** English, for the elements in the shop's own pages. */
export const texts = {
  'inline.earn': 'Earn {points}',
  'inline.members': 'Members earn {points}',
  'inline.invite': 'Invite a friend',
  'inline.gift': 'Your friend gets: {gift}',
  'inline.own': 'You get: {gift}',
  'inline.copy': 'Copy link',
  'inline.signIn': 'Sign in to invite friends.',
}
