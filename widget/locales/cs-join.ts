/** Czech, for the door. */
export const texts = {
  'join.body':
    'Stačí vaše e-mailová adresa. Můžete si jednou zatočit, odpovědět nám na otázky a výhra vám zůstane.',
  'join.email': 'E-mailová adresa',
  'join.terms': 'Souhlasím s podmínkami programu',
  'join.read': 'Přečíst podmínky',
  'join.marketing': 'Chci dostávat také novinky a nabídky (nepovinné)',
  'join.done': 'Vítejte. Jste v programu.',
  'join.already_joined': 'Tato adresa už v programu je. Přihlaste se.',
  'join.guest_limit': 'Dnes se přidalo příliš mnoho lidí. Zkuste to prosím zítra.',
  'join.terms_changed': 'Podmínky se změnily. Načtěte stránku znovu a přečtěte si nové.',
  'join.guests_closed': 'Teď se přidat nelze.',
  'join.invalid_request': 'V adrese je nejspíš chyba.',
  'join.failed': 'To se nepovedlo. Zkontrolujte připojení a zkuste to znovu.',
}
