/** German, for missions, streaks, badges and the daily check-in. */
export const texts = {
  'missions.signIn': 'Melde dich an, um mitzumachen.',
  'missions.day': 'Täglicher Check-in',
  'missions.checkIn': 'Einchecken',
  'missions.checkedIn': 'Für heute erledigt',
  'missions.next': 'Wieder am {date}',
  'missions.thanks': 'Du hast eingecheckt. {earned}',
  'missions.refused': 'Das hat nicht geklappt. Versuche es noch einmal.',
  'missions.streaks': 'Serien',
  'missions.ends': 'Endet {when}',
  'missions.freezes': '{n} Aussetzer erlaubt',
  'missions.done': 'Geschafft',
  'missions.badge': 'Ein Abzeichen',
  'missions.badges': 'Deine Abzeichen',
  'missions.none': 'Gerade nichts zu tun',
  'missions.none.body': 'Neue Missionen erscheinen hier.',
}
