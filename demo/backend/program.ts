import type { ProgramInput } from '../../sdk/server'
import { CURRENCY } from './price-cart'

const DAY_MS = 86_400_000

/**
 * The loyalty programme of the shop, as its owner would write it.
 * @param now the campaign starts then
 * @param home where the shop is: friends' links lead there
 */
export function programOf(now: Date, home: string): ProgramInput {
  return {
    name: 'The Fig Tree',
    pointValue: 1,
    codePrefix: 'FIG',
    rules: [
      {
        id: 'purchase',
        name: 'Every pound',
        on: 'order.paid',
        earn: { kind: 'perUnit', points: 1, per: 100, currency: CURRENCY, rounding: 'down' },
      },
      {
        id: 'spin',
        name: 'A spin with every order from £20',
        on: 'order.paid',
        earn: { kind: 'spins', spins: 1 },
        minimumSpend: 2000,
        limit: { count: 3, per: 'day' },
      },
      { id: 'first', name: 'Your first order', on: 'order.first', earn: { kind: 'fixed', points: 100 } },
      { id: 'welcome', name: 'Welcome', on: 'customer.created', earn: { kind: 'fixed', points: 50 } },
      { id: 'birthday', name: 'Happy birthday', on: 'birthday', earn: { kind: 'fixed', points: 200 } },
      {
        id: 'review',
        name: 'Write a review',
        on: 'review.published',
        earn: { kind: 'fixed', points: 25 },
        limit: { count: 2, per: 'week' },
      },
      { id: 'day', name: 'Come by', on: 'check-in', earn: { kind: 'fixed', points: 2 } },
      {
        id: 'week-running',
        name: 'Seven days running',
        on: 'check-in',
        streak: { count: 7, per: 'day', freezes: 1 },
        earn: { kind: 'spins', spins: 1 },
        badge: 'flame',
      },
      {
        id: 'three-orders',
        name: 'Three orders this quarter',
        on: 'order.paid',
        goal: { count: 3, per: 'quarter' },
        earn: { kind: 'fixed', points: 150 },
        badge: 'star',
      },
      {
        id: 'first-review',
        name: 'First review',
        on: 'review.published',
        goal: { count: 1, per: 'lifetime' },
        earn: { kind: 'nothing' },
        badge: 'leaf',
      },
      {
        id: 'friend-brought',
        name: 'A friend you brought',
        on: 'referral.completed',
        earn: { kind: 'fixed', points: 300 },
      },
      {
        id: 'five-friends',
        name: 'Five friends',
        on: 'referral.completed',
        goal: { count: 5, per: 'lifetime' },
        earn: { kind: 'reward', reward: { kind: 'amount', amount: 1500, currency: CURRENCY } },
        badge: 'heart',
      },
      {
        id: 'friend-welcome',
        name: 'A gift from your friend',
        on: 'referral.claimed',
        earn: {
          kind: 'reward',
          reward: { kind: 'percent', percent: 15, currency: CURRENCY },
          validDays: 60,
        },
      },
      {
        id: 'sorry',
        name: 'Sorry it was not better',
        on: 'survey.detractor',
        earn: { kind: 'fixed', points: 100 },
        limit: { count: 1, per: 'month' },
      },
    ],
    referral: { url: home, windowDays: 30, returnDays: 14 },
    guests: { terms: '2026-11', termsUrl: `${home}terms` },
    prompts: { count: 2, days: 7, nudges: ['referral', 'tier'] },
    campaigns: [
      {
        id: 'double-fortnight',
        name: 'Double fortnight',
        multiplier: 2,
        from: now.toISOString(),
        until: new Date(now.getTime() + 14 * DAY_MS).toISOString(),
        rules: ['purchase'],
      },
    ],
    stacking: 'highest',
    refunds: 'to_zero',
    expiry: { mode: 'lot', months: 18, roundTo: 'quarter' },
    ladder: {
      basis: 'spend',
      currency: CURRENCY,
      period: { kind: 'rolling', months: 12 },
      tiers: [
        { id: 'leaf', name: 'Leaf', threshold: 0, perks: ['A free spin every day'] },
        {
          id: 'branch',
          name: 'Branch',
          threshold: 25_000,
          multiplier: 1.25,
          perks: ['Early sight of the sale'],
        },
        { id: 'tree', name: 'Tree', threshold: 100_000, multiplier: 1.5, perks: ['Free gift wrap'] },
        {
          id: 'orchard',
          name: 'Orchard',
          threshold: 500_000,
          multiplier: 2,
          perks: ['Free gift wrap', 'An invitation to the spring preview'],
        },
      ],
    },
    theme: { accent: '#7a3049', label: 'Fig Tree' },
  }
}
