/** English, for my codes. */
export const texts = {
  'codes.none': 'No codes yet',
  'codes.none.body': 'What you win or earn appears here.',
  'codes.past': 'Used and expired',
  reserved: 'Held by an order',
  redeemed: 'Used',
  void: 'Withdrawn',
  expired: 'Expired',
}
