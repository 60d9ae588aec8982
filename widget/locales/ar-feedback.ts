/** Arabic, for words to the shop. */
export const texts = {
  'feedback.ask': 'رسالتك إلينا',
  'feedback.body': 'ثناء أو اقتراح أو شكوى: كل رسالة يقرؤها أشخاص.',
  'feedback.send': 'إرسال',
  'feedback.thanks': 'شكرًا على رسالتك.',
  'feedback.again': 'كتابة رسالة أخرى',
  'feedback.failed': 'لم تصلنا رسالتك. النص لا يزال هنا: يُرجى إعادة المحاولة.',
}
