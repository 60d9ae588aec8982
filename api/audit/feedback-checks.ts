import { type SQL, sql } from 'drizzle-orm'
import { customersOf, hasNone } from './check'

/** That every complete answer was thanked for at most once (those of the erased are gone), and that a prompt and its answer know of each other. */
export function feedbackChecks(merchantId: string): SQL[] {
  const mine = customersOf(merchantId)
  const there = sql`(SELECT id FROM customers WHERE merchant_id = ${merchantId} AND erased_at IS NULL)`
  return [
    hasNone(
      'thanks',
      sql`SELECT customer_id || ' ' || source AS subject, count(*) || ' lines' AS detail FROM journal
        WHERE kind = 'survey' AND source GLOB 'thanks:*' AND customer_id IN ${there}
        GROUP BY customer_id, source HAVING count(*) > 1 OR NOT EXISTS (SELECT 1 FROM responses
          WHERE 'thanks:' || id = source AND merchant_id = ${merchantId} AND completed_at IS NOT NULL)`,
    ),
    hasNone(
      'answered_prompt',
      sql`SELECT prompts.id AS subject, count(responses.id) || ' answers, marked ' ||
          iif(answered_at IS NULL, 'open', 'answered') AS detail
        FROM prompts LEFT JOIN responses ON responses.prompt_id = prompts.id
        WHERE prompts.customer_id IN ${mine}
        GROUP BY prompts.id HAVING (answered_at IS NULL) <> (count(responses.id) = 0)`,
    ),
  ]
}
