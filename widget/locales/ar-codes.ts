/** Arabic, for my codes. */
export const texts = {
  'codes.none': 'لا قسائم بعد',
  'codes.none.body': 'هنا تظهر جوائزك ومكافآتك.',
  'codes.past': 'المستخدمة والمنتهية',
  reserved: 'محجوزة لطلب',
  redeemed: 'مستخدمة',
  void: 'ملغاة',
  expired: 'منتهية',
}
