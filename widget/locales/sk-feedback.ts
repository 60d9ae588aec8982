/** Slovak, for words to the shop. */
export const texts = {
  'feedback.ask': 'Čo nám chcete povedať?',
  'feedback.body': 'Pochvala, želanie, sťažnosť: všetko čítajú ľudia.',
  'feedback.send': 'Odoslať',
  'feedback.thanks': 'Ďakujeme, že ste nám napísali.',
  'feedback.again': 'Napísať ešte niečo',
  'feedback.failed': 'Nedorazilo to k nám. Váš text tu zostal: skúste to, prosím, znova.',
}
