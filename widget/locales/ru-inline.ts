/** Russian, for the elements in the shop's own pages. */
export const texts = {
  'inline.earn': 'За покупку: {points}',
  'inline.members': 'Участникам: {points}',
  'inline.invite': 'Пригласите друзей',
  'inline.gift': 'Другу: {gift}',
  'inline.own': 'Вам: {gift}',
  'inline.copy': 'Скопировать',
  'inline.signIn': 'Войдите, чтобы пригласить друзей.',
}
