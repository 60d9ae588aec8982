import { eq } from 'drizzle-orm'
import { FACTS, type WriteSurvey } from '../../sdk/contract'
import { type Call, merchantIdOf } from '../http/call'
import { ifMatchHolds } from '../http/etag'
import { perform, type Within } from '../http/perform'
import { invalid, refuse } from '../http/refusal'
import { newId } from '../store/id'
import { versionAfter } from '../store/version'
import { presentSurvey } from './present'
import { surveyReads } from './read'
import { surveys } from './table'

/** Facts of ours that a survey can ask about; of the others nothing is kept that would say when they were. */
const ASKED_ABOUT = ['order.paid', 'wheel.spun']

export function createSurvey(call: Call, config: WriteSurvey) {
  return perform(call, {
    read: () => ({}),
    decide(_, within) {
      check(config, within)
      const { tenant, random } = within
      const survey = {
        ...{ id: newId('srv', call.realTime, random), merchantId: tenant.merchant.id, version: 1, config },
        ...{ createdAt: tenant.at, deletedAt: null },
      }
      return {
        statements: [call.store.db.insert(surveys).values(survey)],
        reply: { status: 201, body: presentSurvey(survey, 0), headers: { ETag: '"1"' } },
      }
    },
  })
}

/** Replaces the survey for whoever is asked from now on. What it measures stays: its answers are of that scale. */
export function putSurvey(call: Call, surveyId: string, config: WriteSurvey, ifMatch: string | undefined) {
  return perform(call, {
    read: db => surveyReads(db, merchantIdOf(call), surveyId),
    decide({ surveys: [known] }, within) {
      if (!known) throw refuse('not_found')
      if (!ifMatchHolds(ifMatch, `"${known.survey.version}"`)) throw refuse('precondition_failed')
      check(config, within)
      if (config.kind !== known.survey.config.kind)
        throw invalid('kind', `is ${known.survey.config.kind}; create another survey`)
      const survey = { ...known.survey, config, version: known.survey.version + 1 }
      const change = { config, version: versionAfter(known.survey.version) }
      return {
        statements: [call.store.db.update(surveys).set(change).where(eq(surveys.id, survey.id))],
        reply: {
          ...{ status: 200, body: presentSurvey(survey, known.responses) },
          headers: { ETag: `"${survey.version}"` },
        },
      }
    },
  })
}

/** It is asked no more; its answers stay. */
export function deleteSurvey(call: Call, surveyId: string) {
  return perform(call, {
    read: db => surveyReads(db, merchantIdOf(call), surveyId),
    decide({ surveys: [known] }, { tenant }) {
      if (!known) throw refuse('not_found')
      const gone = call.store.db.update(surveys).set({ deletedAt: tenant.at })
      return {
        statements: [gone.where(eq(surveys.id, known.survey.id))],
        reply: { status: 204, body: null },
      }
    },
  })
}

function check({ trigger }: WriteSurvey, { tenant }: Within): void {
  const tiers = new Set(tenant.program.ladder?.tiers.map(({ id }) => id))
  const unknown = trigger.tiers.find(id => !tiers.has(id))
  if (unknown !== undefined) throw invalid('trigger.tiers', `no tier ${unknown}`)
  const ours: readonly string[] = FACTS
  if (trigger.on !== null && ours.includes(trigger.on) && !ASKED_ABOUT.includes(trigger.on))
    throw invalid('trigger.on', 'must be order.paid, order.refunded, wheel.spun or an event you send')
}
