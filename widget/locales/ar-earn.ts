/** Arabic, for ways to earn and tiers. */
export const texts = {
  ways: 'طرق كسب النقاط',
  'ways.only': 'لأعضاء {tiers}',
  'ways.after':
    'تصبح لك بعد {n} يوم|تصبح لك بعد يوم واحد|تصبح لك بعد يومين|تصبح لك بعد {n} أيام|تصبح لك بعد {n} يومًا|تصبح لك بعد {n} يوم',
  campaign: 'النقاط ×{times} حتى {date}',
  tiers: 'المستويات',
  'tiers.yours': 'مستواك',
  'tiers.from': 'الحد الأدنى: {amount}',
  'tiers.times': 'النقاط ×{times} على الطلبات',
}
