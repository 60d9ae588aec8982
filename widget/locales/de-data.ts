/** German, for one's data. */
export const texts = {
  'data.body': 'Was dieses Programm über dich weiß, gehört dir: Nimm es mit oder lass es löschen.',
  'data.save': 'Daten herunterladen',
  'data.saved': 'Als Datei gespeichert.',
  'data.erase': 'Daten löschen',
  'data.sure': 'Alles endgültig löschen?',
  'data.lost': 'Punkte, Codes und Verlauf sind dann verloren. Niemand kann sie zurückholen.',
  'data.keep': 'Behalten',
  'data.erased': 'Deine Daten sind gelöscht.',
  'data.failed': 'Das hat nicht geklappt. Prüfe deine Verbindung und versuche es noch einmal.',
}
