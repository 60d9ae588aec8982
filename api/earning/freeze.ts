import type { Rule } from '../../sdk/contract'
import type { Books } from './books'
import type { FrozenRule } from './calculate'
import { multiplierFor } from './match'
import { momentOf } from './tier'

/** The rate in force at `at`: kept with the earning, so that a refund uses the rate that was paid. */
export function freeze(books: Books, rule: Rule, at: number): FrozenRule {
  const { program } = books.rules
  return {
    ruleId: rule.id,
    name: rule.name,
    earn: rule.earn,
    exclude: rule.exclude,
    minimumSpend: rule.minimumSpend,
    pendingDays: rule.pendingDays,
    pointValue: program.pointValue,
    ...multiplierFor(program, rule, momentOf(books, at)),
    ...(rule.goal && { goal: { ...rule.goal, on: rule.on } }),
  }
}
