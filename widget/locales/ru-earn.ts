/** Russian, for ways to earn and tiers. */
export const texts = {
  ways: 'Как накопить баллы',
  'ways.only': 'Только {tiers}',
  'ways.after':
    'Станут вашими через {n} день|Станут вашими через {n} дня|Станут вашими через {n} дней|Станут вашими через {n} дня',
  campaign: 'Баллы ×{times} до {date}',
  tiers: 'Уровни',
  'tiers.yours': 'Ваш уровень',
  'tiers.from': '{amount} и больше',
  'tiers.times': 'Баллы ×{times} за заказы',
}
