/** English, for the door. */
export const texts = {
  'join.body': 'Join with your e-mail address. You can spin once, answer us, and keep what you win.',
  'join.email': 'E-mail address',
  'join.terms': 'I agree to the terms of the programme',
  'join.read': 'Read the terms',
  'join.marketing': 'Send me news and offers, too (you can join without)',
  'join.done': 'Welcome. You are in.',
  'join.already_joined': 'Somebody has joined with this address already. Sign in instead.',
  'join.guest_limit': 'Too many have joined today. Please try again tomorrow.',
  'join.terms_changed': 'The terms have changed. Reload the page and read the new ones.',
  'join.guests_closed': 'Joining is closed now.',
  'join.invalid_request': 'This address does not look right.',
  'join.failed': 'That did not work. Check your connection and try again.',
}
