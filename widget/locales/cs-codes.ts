/** Czech, for my codes. */
export const texts = {
  'codes.none': 'Zatím žádné kódy',
  'codes.none.body': 'Co vyhrajete nebo získáte, najdete tady.',
  'codes.past': 'Použité a prošlé',
  reserved: 'Drží ho objednávka',
  redeemed: 'Použitý',
  void: 'Zrušený',
  expired: 'Prošlý',
}
