/** German, for ways to earn and tiers. */
export const texts = {
  ways: 'So sammelst du Punkte',
  'ways.only': 'Für {tiers}',
  'ways.after': 'Gutschrift nach {n} Tag|Gutschrift nach {n} Tagen',
  campaign: '{times}-fach Punkte bis {date}',
  tiers: 'Stufen',
  'tiers.yours': 'Deine Stufe',
  'tiers.from': 'Ab {amount}',
  'tiers.times': '{times}-fach Punkte für Bestellungen',
}
