/** Slovak, for one's data. */
export const texts = {
  'data.body': 'Čo o vás tento program vie, je vaše: môžete si to stiahnuť alebo dať vymazať.',
  'data.save': 'Stiahnuť údaje',
  'data.saved': 'Uložené do súboru.',
  'data.erase': 'Vymazať údaje',
  'data.sure': 'Vymazať všetko natrvalo?',
  'data.lost': 'O body, kódy aj históriu prídete a nikto vám ich nevráti.',
  'data.keep': 'Ponechať',
  'data.erased': 'Vaše údaje sú vymazané.',
  'data.failed': 'To sa nepodarilo. Skontrolujte pripojenie a skúste to znova.',
}
