/** Czech, for words to the shop. */
export const texts = {
  'feedback.ask': 'Co nám chcete říct?',
  'feedback.body': 'Pochvala, přání, stížnost: všechno čtou lidé.',
  'feedback.send': 'Odeslat',
  'feedback.thanks': 'Děkujeme, že jste nám napsali.',
  'feedback.again': 'Napsat ještě něco',
  'feedback.failed': 'Nedorazilo to k nám. Váš text tu zůstal: zkuste to prosím znovu.',
}
