/** Slovak, for missions, streaks, badges and the daily check-in. */
export const texts = {
  'missions.signIn': 'Prihláste sa a zapojte sa.',
  'missions.day': 'Denná návšteva',
  'missions.checkIn': 'Zapísať návštevu',
  'missions.checkedIn': 'Dnes hotovo',
  'missions.next': 'Nabudúce {date}',
  'missions.thanks': 'Návšteva je zapísaná. {earned}',
  'missions.refused': 'To sa nepodarilo. Skúste to znova.',
  'missions.streaks': 'Série',
  'missions.ends': 'Končí sa {when}',
  'missions.freezes': 'Môžete {n}× vynechať',
  'missions.done': 'Splnené',
  'missions.badge': 'Odznak',
  'missions.badges': 'Vaše odznaky',
  'missions.none': 'Teraz nie je čo plniť',
  'missions.none.body': 'Nové výzvy nájdete tu.',
}
