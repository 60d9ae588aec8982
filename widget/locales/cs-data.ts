/** Czech, for one's data. */
export const texts = {
  'data.body': 'Co o vás tento program ví, je vaše: můžete si to stáhnout, nebo nechat smazat.',
  'data.save': 'Stáhnout údaje',
  'data.saved': 'Uloženo do souboru.',
  'data.erase': 'Smazat údaje',
  'data.sure': 'Smazat vše natrvalo?',
  'data.lost': 'O body, kódy i historii přijdete a nikdo vám je nevrátí.',
  'data.keep': 'Ponechat',
  'data.erased': 'Vaše údaje jsou smazané.',
  'data.failed': 'To se nepovedlo. Zkontrolujte připojení a zkuste to znovu.',
}
