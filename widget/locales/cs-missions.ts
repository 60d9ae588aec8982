/** Czech, for missions, streaks, badges and the daily check-in. */
export const texts = {
  'missions.signIn': 'Přihlaste se a zapojte se.',
  'missions.day': 'Denní návštěva',
  'missions.checkIn': 'Zapsat návštěvu',
  'missions.checkedIn': 'Dnes hotovo',
  'missions.next': 'Příště {date}',
  'missions.thanks': 'Návštěva je zapsaná. {earned}',
  'missions.refused': 'To se nepovedlo. Zkuste to znovu.',
  'missions.streaks': 'Série',
  'missions.ends': 'Končí {when}',
  'missions.freezes': 'Můžete {n}× vynechat',
  'missions.done': 'Splněno',
  'missions.badge': 'Odznak',
  'missions.badges': 'Vaše odznaky',
  'missions.none': 'Teď není co plnit',
  'missions.none.body': 'Nové výzvy najdete tady.',
}
