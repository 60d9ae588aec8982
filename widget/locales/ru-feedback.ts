/** Russian, for words to the shop. */
export const texts = {
  'feedback.ask': 'Что вы хотите нам сказать?',
  'feedback.body': 'Похвала, пожелание, жалоба: всё читают живые люди.',
  'feedback.send': 'Отправить',
  'feedback.thanks': 'Спасибо, что написали нам.',
  'feedback.again': 'Написать ещё',
  'feedback.failed': 'Сообщение до нас не дошло. Текст сохранился: попробуйте ещё раз.',
}
