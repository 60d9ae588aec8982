/** German, for my codes. */
export const texts = {
  'codes.none': 'Noch keine Codes',
  'codes.none.body': 'Was du gewinnst oder sammelst, findest du hier.',
  'codes.past': 'Eingelöst und abgelaufen',
  reserved: 'Für eine Bestellung vorgemerkt',
  redeemed: 'Eingelöst',
  void: 'Zurückgezogen',
  expired: 'Abgelaufen',
}
