/** English, for missions, streaks, badges and the daily check-in. */
export const texts = {
  'missions.signIn': 'Sign in to take part.',
  'missions.day': 'Daily check-in',
  'missions.checkIn': 'Check in',
  'missions.checkedIn': 'Done for today',
  'missions.next': 'Next on {date}',
  'missions.thanks': 'You are checked in. {earned}',
  'missions.refused': 'That did not work. Try again.',
  'missions.streaks': 'Streaks',
  'missions.ends': 'Ends {when}',
  'missions.freezes': '{n} miss allowed|{n} misses allowed',
  'missions.done': 'Done',
  'missions.badge': 'A badge',
  'missions.badges': 'Your badges',
  'missions.none': 'Nothing to do just now',
  'missions.none.body': 'New missions appear here.',
}
