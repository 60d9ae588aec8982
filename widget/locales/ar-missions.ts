/** Arabic, for missions, streaks, badges and the daily check-in. */
export const texts = {
  'missions.signIn': 'المشاركة متاحة للأعضاء.',
  'missions.day': 'تسجيل الحضور اليومي',
  'missions.checkIn': 'تسجيل الحضور',
  'missions.checkedIn': 'تم الحضور اليوم',
  'missions.next': 'المرة القادمة: {date}',
  'missions.thanks': 'تم تسجيل حضورك. {earned}',
  'missions.refused': 'لم ينجح ذلك. يُرجى إعادة المحاولة.',
  'missions.streaks': 'المواظبة',
  'missions.ends': 'تنتهي {when}',
  'missions.freezes':
    'الغياب المسموح: {n} مرة|الغياب المسموح: مرة واحدة|الغياب المسموح: مرتان|الغياب المسموح: {n} مرات|الغياب المسموح: {n} مرة|الغياب المسموح: {n} مرة',
  'missions.done': 'اكتملت',
  'missions.badge': 'شارة',
  'missions.badges': 'شاراتك',
  'missions.none': 'لا مهام حاليًا',
  'missions.none.body': 'هنا تظهر المهام الجديدة.',
}
