/** Russian, for my codes. */
export const texts = {
  'codes.none': 'Промокодов пока нет',
  'codes.none.body': 'Здесь появится всё, что вы выиграете или получите.',
  'codes.past': 'Использованные и истёкшие',
  reserved: 'Занят заказом',
  redeemed: 'Использован',
  void: 'Отозван',
  expired: 'Истёк',
}
