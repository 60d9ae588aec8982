import { z } from 'zod'
import { Award } from './award'
import {
  Comment,
  CustomerId,
  ExternalId,
  Instant,
  Locale,
  PagePath,
  PageQuery,
  PromptId,
  ResponseId,
  Slug,
  SurveyId,
  Text,
} from './primitives'

/** NPS 0–10 "would you recommend us", CSAT 1–5 "how satisfied are you", CES 1–7 "it was easy", or words only. */
export const SurveyKind = z.enum(['nps', 'csat', 'ces', 'feedback'])

/** NPS: detractor, passive, promoter. CSAT: 1–2, 3, 4–5. CES: 1–3, 4, 5–7. */
export const Band = z.enum(['low', 'middle', 'high'])

export const SCORES = {
  nps: { min: 0, max: 10 },
  csat: { min: 1, max: 5 },
  ces: { min: 1, max: 7 },
} as const

const perBand = z
  .strictObject({ low: Text(200), middle: Text(200), high: Text(200) })
  .partial()
  .default({})

const Texts = z
  .strictObject({
    question: Text(200).optional(),
    lowest: Text(60).optional().meta({ description: 'Beside the lowest score' }),
    highest: Text(60).optional(),
    followUp: perBand.meta({ description: 'Asked after the score, by its band' }),
    thanks: perBand,
  })
  .meta({ id: 'SurveyTexts' })

const EXAMPLE_SURVEY = {
  name: 'After an order',
  kind: 'nps',
  trigger: { on: 'order.paid', delayHours: 72 },
  thanks: { kind: 'points', points: 20 },
}

/** What is asked, when, and whom. Texts that are left out are the widget's own. */
export const WriteSurvey = z
  .strictObject({
    name: Text(80),
    kind: SurveyKind,
    active: z.boolean().default(true),
    trigger: z
      .strictObject({
        on: z
          .string()
          .regex(/^[a-z][a-z0-9]*([._-][a-z0-9]+){0,7}$/)
          .max(64)
          .nullable()
          .default(null)
          .meta({
            description:
              'order.paid, order.refunded, wheel.spun, or an event you send such as order.delivered; null: no fact needed',
          }),
        delayHours: z.int().min(0).max(2160).default(0),
        pages: z
          .array(PagePath)
          .max(20)
          .default([])
          .meta({ description: 'Paths where it may be asked, * is anything; empty is everywhere' }),
        sharePercent: z
          .int()
          .min(1)
          .max(100)
          .default(100)
          .meta({ description: 'Of customers, always the same ones' }),
        tiers: z.array(Slug).max(20).default([]),
        segments: z.array(Slug).max(20).default([]),
      })
      .prefault({}),
    repeat: z
      .strictObject({
        afterAnswerDays: z
          .int()
          .min(1)
          .max(730)
          .nullable()
          .default(null)
          .meta({ description: 'null: whoever has answered is never asked again' }),
        afterDismissalDays: z.int().min(1).max(365).default(30),
      })
      .prefault({}),
    texts: z.record(Locale, Texts).default({}),
    thanks: Award.nullable().default(null).meta({ description: 'For a complete answer, whatever the score' }),
    thanksValidDays: z.int().min(1).max(3650).default(30).meta({ description: 'For a code' }),
  })
  .meta({ id: 'WriteSurvey', example: EXAMPLE_SURVEY })

export const Survey = z
  .object({
    id: SurveyId,
    version: z.int(),
    createdAt: z.string(),
    survey: WriteSurvey,
    responses: z.int(),
  })
  .meta({ id: 'Survey' })

/** A survey as the shopper's page needs it. */
export const SurveyView = z
  .object({
    id: SurveyId,
    kind: SurveyKind,
    pages: z.array(z.string()),
    texts: z.record(z.string(), Texts),
    thanks: Award.nullable(),
  })
  .meta({ id: 'SurveyView' })

/** Something the widget may show unasked. The first that fits the page and the budget is shown. */
export const Prompt = z
  .discriminatedUnion('kind', [
    z.object({
      kind: z.literal('survey'),
      survey: SurveyView,
      /** The fact that caused it, for the record. */
      source: z.string().nullable().meta({ example: 'order:1042' }),
    }),
    z.object({ kind: z.literal('wheel'), wheelId: z.string() }),
    z.object({ kind: z.literal('referral') }),
    z.object({ kind: z.literal('tier'), tierId: z.string(), missing: z.int() }),
  ])
  .meta({ id: 'Prompt' })

/** About to show a prompt: whoever is first, in any tab or on any device, may. */
export const ShowPrompt = z
  .strictObject({
    kind: z.enum(['survey', 'wheel', 'referral', 'tier']),
    surveyId: SurveyId.optional(),
    source: Text(300).optional(),
    page: Text(300).optional(),
  })
  .refine(body => (body.kind === 'survey') === (body.surveyId !== undefined), {
    message: 'is needed for a survey, and only there',
    path: ['surveyId'],
  })
  .meta({ id: 'ShowPrompt', example: { kind: 'survey', surveyId: 'srv_01m7v8x4k2f9tq3r5w6y7z8abc' } })

export const ShownPrompt = z.object({ id: PromptId, shownAt: z.string() }).meta({ id: 'ShownPrompt' })

/** Not now: it may be asked again after its pause. */
export const DismissPrompt = z.strictObject({}).meta({ id: 'DismissPrompt', example: {} })

/** One answer. Sent again with the same prompt, it completes what was answered before. */
export const Answer = z
  .strictObject({
    surveyId: SurveyId,
    promptId: PromptId.optional(),
    score: z.int().min(0).max(10).nullable().default(null),
    comment: Comment.nullable().default(null),
    page: Text(300).optional(),
    locale: Locale.optional(),
    complete: z
      .boolean()
      .default(true)
      .meta({ description: 'false: a score whose follow-up is still open; it is kept all the same' }),
  })
  .meta({ id: 'Answer', example: { surveyId: 'srv_01m7v8x4k2f9tq3r5w6y7z8abc', score: 9 } })

/** Words without a survey. */
export const Feedback = z
  .strictObject({ comment: Comment, page: Text(300).optional(), locale: Locale.optional() })
  .meta({ id: 'Feedback', example: { comment: 'Please sell blue vases.' } })

export const AnswerResult = z
  .object({
    id: ResponseId,
    complete: z.boolean(),
    earned: z.object({ points: z.int(), spins: z.int(), rewards: z.int() }),
  })
  .meta({ id: 'AnswerResult' })

/** An answer as the merchant sees it: who said it, and what was true of them at that moment. */
export const SurveyResponse = z
  .object({
    id: ResponseId,
    surveyId: z.string().nullable().meta({ description: 'null: feedback without a survey' }),
    kind: SurveyKind,
    customerId: z.string().nullable().meta({ description: 'null: imported without one, or erased' }),
    score: z.int().nullable(),
    band: Band.nullable(),
    comment: z.string().nullable(),
    page: z.string().nullable(),
    tierId: z.string().nullable(),
    order: z.string().nullable(),
    locale: z.string().nullable(),
    at: z.string(),
    complete: z.boolean(),
    status: z.enum(['open', 'closed']),
    note: z.string().nullable(),
  })
  .meta({ id: 'SurveyResponse' })

export const ListResponses = PageQuery.extend({
  surveyId: SurveyId.optional(),
  kind: SurveyKind.optional(),
  band: Band.optional(),
  status: z.enum(['open', 'closed']).optional(),
  tierId: Slug.optional(),
  customerId: CustomerId.optional(),
  from: Instant.optional(),
  until: Instant.optional(),
})

/** Closes the loop: what came of it. */
export const UpdateResponse = z
  .strictObject({ status: z.enum(['open', 'closed']).optional(), note: Comment.nullable().optional() })
  .meta({ id: 'UpdateResponse', example: { status: 'closed', note: 'Called her; sent a new one.' } })

/** Answers given elsewhere. One with an id that is stored already is not stored again; a blank score counts for nobody. */
export const ImportResponses = z
  .strictObject({
    responses: z
      .array(
        z.strictObject({
          externalId: ExternalId,
          at: Instant,
          score: z.int().min(0).max(10).nullable(),
          comment: Comment.nullable().default(null),
          customer: ExternalId.optional().meta({ description: 'Of a customer who exists' }),
          tierId: Slug.optional(),
        }),
      )
      .min(1)
      .max(1000),
  })
  .meta({
    id: 'ImportResponses',
    example: { responses: [{ externalId: 'r-1', at: '2020-03-01T00:00:00Z', score: 9 }] },
  })
export const ImportedResponses = z
  .object({ stored: z.int(), known: z.int() })
  .meta({ id: 'ImportedResponses' })

export const ReportQuery = z.object({
  surveyId: SurveyId.optional(),
  from: Instant.optional(),
  until: Instant.optional(),
  by: z.enum(['week', 'month']).default('month'),
})

const interval = z
  .object({ low: z.number(), high: z.number() })
  .nullable()
  .meta({ description: '95 %, two decimals; null below two answers' })

const NpsCount = z.object({
  answers: z.int(),
  promoters: z.int(),
  passives: z.int(),
  detractors: z.int(),
  score: z
    .number()
    .nullable()
    .meta({ description: '% promoters − % detractors of those who answered, two decimals; null: nobody' }),
  interval,
})
/** `GET /v1/reports/nps` */
export const NpsReport = NpsCount.extend({
  trend: z.array(
    NpsCount.extend({ from: z.string().meta({ description: 'First day of the week or month' }) }),
  ),
  tiers: z.array(NpsCount.extend({ tierId: z.string().nullable() })),
}).meta({ id: 'NpsReport' })

const ScoreCount = z.object({
  answers: z.int(),
  satisfied: z.int().meta({ description: 'CSAT 4–5, CES 5–7' }),
  score: z.number().nullable().meta({ description: '% satisfied, two decimals' }),
  average: z.number().nullable(),
  interval: interval.meta({ description: 'Of the share (Wilson), 95 %' }),
})
/** `GET /v1/reports/csat` and `/v1/reports/ces` */
export const ScoreReport = ScoreCount.extend({
  distribution: z.array(z.object({ score: z.int(), answers: z.int() })),
  trend: z.array(ScoreCount.extend({ from: z.string() })),
  tiers: z.array(ScoreCount.extend({ tierId: z.string().nullable() })),
}).meta({ id: 'ScoreReport' })

export type SurveyKind = z.infer<typeof SurveyKind>
export type Band = z.infer<typeof Band>
export type WriteSurvey = z.infer<typeof WriteSurvey>
export type WriteSurveyInput = z.input<typeof WriteSurvey>
export type Survey = z.infer<typeof Survey>
export type SurveyView = z.infer<typeof SurveyView>
export type Prompt = z.infer<typeof Prompt>
export type ShowPrompt = z.infer<typeof ShowPrompt>
export type ShownPrompt = z.infer<typeof ShownPrompt>
export type DismissPrompt = z.infer<typeof DismissPrompt>
export type Answer = z.infer<typeof Answer>
export type AnswerInput = z.input<typeof Answer>
export type Feedback = z.infer<typeof Feedback>
export type AnswerResult = z.infer<typeof AnswerResult>
export type SurveyResponse = z.infer<typeof SurveyResponse>
export type UpdateResponse = z.infer<typeof UpdateResponse>
export type ImportResponses = z.infer<typeof ImportResponses>
export type ImportResponsesInput = z.input<typeof ImportResponses>
export type ImportedResponses = z.infer<typeof ImportedResponses>
export type NpsReport = z.infer<typeof NpsReport>
export type ScoreReport = z.infer<typeof ScoreReport>
