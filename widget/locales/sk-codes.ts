/** Slovak, for my codes. */
export const texts = {
  'codes.none': 'Zatiaľ žiadne kódy',
  'codes.none.body': 'Čo vyhráte alebo získate, nájdete tu.',
  'codes.past': 'Použité a prepadnuté',
  reserved: 'Drží ho objednávka',
  redeemed: 'Použitý',
  void: 'Zrušený',
  expired: 'Prepadnutý',
}
