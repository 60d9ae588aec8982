/** Slovak, for the door. */
export const texts = {
  'join.body':
    'Stačí vaša e-mailová adresa. Môžete si raz zatočiť, odpovedať nám na otázky a výhra vám zostane.',
  'join.email': 'E-mailová adresa',
  'join.terms': 'Súhlasím s podmienkami programu',
  'join.read': 'Prečítať podmienky',
  'join.marketing': 'Chcem dostávať aj novinky a ponuky (nepovinné)',
  'join.done': 'Vitajte. Ste v programe.',
  'join.already_joined': 'Táto adresa už v programe je. Prihláste sa.',
  'join.guest_limit': 'Dnes sa pridalo priveľa ľudí. Skúste to, prosím, zajtra.',
  'join.terms_changed': 'Podmienky sa zmenili. Načítajte stránku znova a prečítajte si nové.',
  'join.guests_closed': 'Teraz sa pridať nedá.',
  'join.invalid_request': 'V adrese je asi chyba.',
  'join.failed': 'To sa nepodarilo. Skontrolujte pripojenie a skúste to znova.',
}
