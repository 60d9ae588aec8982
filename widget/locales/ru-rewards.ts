/** Russian, for what points buy. */
export const texts = {
  'rewards.signIn': 'Войдите, чтобы потратить баллы.',
  'rewards.upTo': 'Максимум: {gift}',
  'rewards.donation': 'Пожертвование {money} ({name})',
  'rewards.left': 'Осталось: {n}',
  'rewards.toGo': 'Не хватает {n} балла|Не хватает {n} баллов|Не хватает {n} баллов|Не хватает {n} балла',
  'rewards.tiers': 'Только {tiers}',
  'rewards.not_eligible': 'Для других участников',
  'rewards.item_limit_reached': 'Больше пока взять нельзя',
  'rewards.item_sold_out': 'Закончилось',
  'rewards.item_closed': 'Сейчас недоступно',
  'rewards.insufficient_points': 'Вам не хватает баллов',
  'rewards.refused': 'Не получилось. Попробуйте ещё раз.',
  'rewards.lost': 'Связь прервалась. Попробуйте ещё раз: дважды баллы не спишутся.',
  'rewards.sure': '{gift} за {points}?',
  'rewards.buy': 'Получить',
  'rewards.no': 'Не сейчас',
  'rewards.yours': 'Ваша награда: {gift}',
  'rewards.thanks': 'Спасибо за пожертвование.',
  'rewards.bought': 'Полученные награды',
  'rewards.return': 'Вернуть',
  'rewards.return.sure':
    'Вернуть и получить назад {n} балл?|Вернуть и получить назад {n} балла?|Вернуть и получить назад {n} баллов?|Вернуть и получить назад {n} балла?',
  'rewards.returned':
    'Возвращено: {n} балл|Возвращено: {n} балла|Возвращено: {n} баллов|Возвращено: {n} балла',
  'rewards.keep': 'Оставить',
}
