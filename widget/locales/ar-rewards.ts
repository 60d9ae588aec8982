/** Arabic, for what points buy. */
export const texts = {
  'rewards.signIn': 'يُرجى تسجيل الدخول لاستبدال نقاطك.',
  'rewards.upTo': 'الحد الأقصى: {gift}',
  'rewards.donation': 'تبرع بقيمة {money} إلى {name}',
  'rewards.left': 'المتبقي: {n}',
  'rewards.toGo': 'تنقصك {n} نقطة|تنقصك نقطة واحدة|تنقصك نقطتان|تنقصك {n} نقاط|تنقصك {n} نقطة|تنقصك {n} نقطة',
  'rewards.tiers': 'لأعضاء {tiers}',
  'rewards.not_eligible': 'لأعضاء آخرين',
  'rewards.item_limit_reached': 'هذا هو الحد المتاح لك حاليًا',
  'rewards.item_sold_out': 'نفدت',
  'rewards.item_closed': 'غير متاحة الآن',
  'rewards.insufficient_points': 'نقاطك لا تكفي',
  'rewards.refused': 'لم ينجح ذلك. يُرجى إعادة المحاولة.',
  'rewards.lost': 'انقطع الاتصال. يُرجى إعادة المحاولة: لن تُخصم النقاط مرتين.',
  'rewards.sure': '{gift}؟ السعر: {points}',
  'rewards.buy': 'استبدال الآن',
  'rewards.no': 'ليس الآن',
  'rewards.yours': 'مكافأتك: {gift}',
  'rewards.thanks': 'شكرًا على تبرعك.',
  'rewards.bought': 'مكافآتك السابقة',
  'rewards.return': 'إرجاع',
  'rewards.return.sure':
    'إرجاع المكافأة واستعادة {n} نقطة؟|إرجاع المكافأة واستعادة نقطة واحدة؟|إرجاع المكافأة واستعادة نقطتين؟|إرجاع المكافأة واستعادة {n} نقاط؟|إرجاع المكافأة واستعادة {n} نقطة؟|إرجاع المكافأة واستعادة {n} نقطة؟',
  'rewards.returned':
    'تم الإرجاع: {n} نقطة|تم الإرجاع: نقطة واحدة|تم الإرجاع: نقطتان|تم الإرجاع: {n} نقاط|تم الإرجاع: {n} نقطة|تم الإرجاع: {n} نقطة',
  'rewards.keep': 'الاحتفاظ بها',
}
