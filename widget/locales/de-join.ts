/** German, for the door. */
export const texts = {
  'join.body':
    'Zum Mitmachen genügt deine E-Mail-Adresse. Du kannst einmal drehen, uns deine Meinung sagen und behältst, was du gewinnst.',
  'join.email': 'E-Mail-Adresse',
  'join.terms': 'Ich stimme den Teilnahmebedingungen zu',
  'join.read': 'Teilnahmebedingungen lesen',
  'join.marketing': 'Ich möchte auch Neuigkeiten und Angebote bekommen (freiwillig)',
  'join.done': 'Willkommen. Du bist dabei.',
  'join.already_joined': 'Diese Adresse ist schon dabei. Melde dich bitte an.',
  'join.guest_limit': 'Heute haben schon zu viele mitgemacht. Bitte versuche es morgen noch einmal.',
  'join.terms_changed': 'Die Bedingungen haben sich geändert. Lade die Seite neu und lies die neuen.',
  'join.guests_closed': 'Neue Teilnahmen sind gerade nicht möglich.',
  'join.invalid_request': 'Diese Adresse scheint nicht zu stimmen.',
  'join.failed': 'Das hat nicht geklappt. Prüfe deine Verbindung und versuche es noch einmal.',
}
