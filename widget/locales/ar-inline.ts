/** Arabic, for the elements in the shop's own pages. */
export const texts = {
  'inline.earn': 'مع هذا الشراء: {points}',
  'inline.members': 'للأعضاء: {points}',
  'inline.invite': 'دعوة الأصدقاء',
  'inline.gift': 'هدية الصديق: {gift}',
  'inline.own': 'مكافأتك: {gift}',
  'inline.copy': 'نسخ الرابط',
  'inline.signIn': 'يُرجى تسجيل الدخول لدعوة الأصدقاء.',
}
