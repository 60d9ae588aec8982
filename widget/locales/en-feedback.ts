/** English, for words to the shop. */
export const texts = {
  'feedback.ask': 'Tell us something',
  'feedback.body': 'Praise, a wish, a complaint: people read it.',
  'feedback.send': 'Send',
  'feedback.thanks': 'Thank you for telling us.',
  'feedback.again': 'Say something else',
  'feedback.failed': 'That did not reach us. Your words are still here: please try again.',
}
