import type { WriteSurveyInput } from '../../sdk/server'

/** What the shop asks: how the order went, at once; whether one would recommend it, some days later. */
export const surveys: WriteSurveyInput[] = [
  {
    name: 'After an order',
    kind: 'csat',
    trigger: { on: 'order.paid', pages: ['/orders/*', '/account', '/'] },
    repeat: { afterAnswerDays: 30 },
    thanks: { kind: 'points', points: 10 },
    texts: { en: { question: 'How was shopping with us?' } },
  },
  {
    name: 'Recommend us?',
    kind: 'nps',
    trigger: { on: 'order.paid', delayHours: 72 },
    repeat: { afterAnswerDays: 180, afterDismissalDays: 14 },
    thanks: { kind: 'points', points: 20 },
  },
]
