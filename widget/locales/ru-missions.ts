/** Russian, for missions, streaks, badges and the daily check-in. */
export const texts = {
  'missions.signIn': 'Войдите, чтобы участвовать.',
  'missions.day': 'Ежедневная отметка',
  'missions.checkIn': 'Отметиться',
  'missions.checkedIn': 'На сегодня всё',
  'missions.next': 'Снова {date}',
  'missions.thanks': 'Отметка поставлена. {earned}',
  'missions.refused': 'Не получилось. Попробуйте ещё раз.',
  'missions.streaks': 'Серии',
  'missions.ends': 'Закончится {when}',
  'missions.freezes':
    'Можно пропустить {n} раз|Можно пропустить {n} раза|Можно пропустить {n} раз|Можно пропустить {n} раза',
  'missions.done': 'Выполнено',
  'missions.badge': 'Значок',
  'missions.badges': 'Ваши значки',
  'missions.none': 'Сейчас заданий нет',
  'missions.none.body': 'Новые задания появятся здесь.',
}
