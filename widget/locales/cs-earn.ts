/** Czech, for ways to earn and tiers. */
export const texts = {
  ways: 'Jak získat body',
  'ways.only': 'Pro {tiers}',
  'ways.after': 'Vaše po {n} dni|Vaše po {n} dnech|Vaše po {n} dne|Vaše po {n} dnech',
  campaign: '{times}× body do {date}',
  tiers: 'Úrovně',
  'tiers.yours': 'Vaše úroveň',
  'tiers.from': '{amount} a více',
  'tiers.times': '{times}× body za objednávky',
}
