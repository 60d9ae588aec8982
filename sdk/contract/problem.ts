import { z } from 'zod'

/** Every stable error code, with its HTTP status and title. A code never changes its meaning. */
export const PROBLEMS = {
  invalid_request: [400, 'The request is not valid'],
  invalid_json: [400, 'The body is not valid JSON'],
  idempotency_key_required: [400, 'This call moves value and needs an Idempotency-Key'],
  invalid_idempotency_key: [400, 'The Idempotency-Key is not valid'],
  unauthenticated: [401, 'No valid credential was sent'],
  token_expired: [401, 'The customer token has expired'],
  forbidden: [403, 'This credential may not do that'],
  origin_not_allowed: [403, 'This publishable key is not bound to the origin of the page'],
  not_found: [404, 'There is nothing here'],
  method_not_allowed: [405, 'This address does not take that method'],
  code_not_found: [404, 'No such code'],
  conflict: [409, 'This contradicts what is stored'],
  request_in_progress: [409, 'The first request with this Idempotency-Key is still running'],
  two_secrets_active: [409, 'Two identity secrets are active already'],
  last_identity_secret: [409, 'The last identity secret cannot be removed'],
  not_test_mode: [409, 'Only a test-mode merchant has a test clock'],
  clock_goes_back: [409, 'A test clock only moves forward'],
  tier_in_use: [409, 'A tier with members cannot be removed'],
  refund_differs: [409, 'A refund with this id and other content is stored'],
  order_changed_after_refund: [409, 'A refunded order can only be cancelled'],
  event_differs: [409, 'An event with this id and other content is stored'],
  insufficient_points: [409, 'There are not enough points'],
  insufficient_spins: [409, 'There are not enough spins'],
  no_spins_left: [409, 'There is no spin left'],
  spin_limit_reached: [409, 'The limit of spins for this period is reached'],
  wheel_closed: [409, 'This wheel is not open now'],
  wheel_sold_out: [409, 'Every prize of this wheel is gone; the spin is kept'],
  not_eligible: [403, 'This customer may not spin this wheel'],
  stale_commitment: [409, 'Another spin came first; read the new commitment and spin again'],
  stock_below_awarded: [409, 'Stock cannot be less than what was already won'],
  code_expired: [409, 'This code has expired'],
  code_reserved: [409, 'This code is reserved by another order'],
  code_redeemed: [409, 'This code is already used'],
  code_not_redeemed: [409, 'This order has not used this code'],
  code_void: [409, 'This code was withdrawn'],
  minimum_spend: [409, 'The order is below the minimum spend of this code'],
  pool_code_taken: [409, 'A code of this upload exists already'],
  precondition_failed: [412, 'It was changed meanwhile; read it and try again'],
  body_too_large: [413, 'The body is too large'],
  unsupported_media_type: [415, 'The content type is not supported'],
  idempotency_key_reused: [422, 'This Idempotency-Key was used with another request'],
  invalid_reference: [422, 'Something named here does not exist'],
  totals_differ: [422, 'The parts of the order do not add up to its total'],
  refund_too_large: [422, 'More would be refunded than was paid'],
  too_many_attempts: [429, 'Too many wrong codes; try again later'],
  rate_limited: [429, 'Too many requests'],
  internal: [500, 'Something went wrong on our side'],
  busy: [503, 'Too many changes at once; try again'],
} as const satisfies Record<string, readonly [number, string]>

export type ProblemCode = keyof typeof PROBLEMS

/** RFC 9457 `application/problem+json`. */
export const Problem = z
  .object({
    type: z.string().meta({ example: '/problems/invalid_request' }),
    title: z.string(),
    status: z.int(),
    code: z.enum(Object.keys(PROBLEMS) as [ProblemCode, ...ProblemCode[]]),
    detail: z.string().optional(),
    requestId: z.string(),
    errors: z
      .array(z.object({ path: z.string().meta({ example: 'lines.0.amount' }), message: z.string() }))
      .optional(),
  })
  .meta({ id: 'Problem' })
export type Problem = z.infer<typeof Problem>
