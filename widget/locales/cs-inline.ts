/** Czech, for the elements in the shop's own pages. */
export const texts = {
  'inline.earn': 'Za nákup: {points}',
  'inline.members': 'Pro členy: {points}',
  'inline.invite': 'Pozvěte přátele',
  'inline.gift': 'Odměna pro přítele: {gift}',
  'inline.own': 'Vaše odměna: {gift}',
  'inline.copy': 'Zkopírovat',
  'inline.signIn': 'Přihlaste se a pozvěte přátele.',
}
