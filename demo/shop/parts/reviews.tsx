import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import type { Review } from '../../wire'
import { plural } from '../format'
import { laurel } from '../laurel'
import { request } from '../request'
import { attempt, notice, shopper } from '../state'

/** What people say of a product, and a field to say more. A review is an event that a rule rewards. */
export function Reviews({ sku }: { sku: string }) {
  const reviews = useSignal<Review[]>([])
  const load = async () => {
    reviews.value = await request<Review[]>('GET', `/api/reviews/${sku}`)
  }
  useEffect(() => void attempt(load), [sku])
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    const form = event.currentTarget as HTMLFormElement
    const text = String(new FormData(form).get('text'))
    return attempt(async () => {
      const earned = await request<{ points: number }>('POST', '/api/reviews', { sku, text })
      form.reset()
      const thanks = earned.points > 0 ? ` It earned you ${plural(earned.points, 'point')}.` : ''
      notice.value = { text: `Thank you for your review.${thanks}`, kind: 'done' }
      laurel('track')
      await load()
    })
  }
  return (
    <section class="reviews" aria-labelledby="reviews">
      <h2 id="reviews">Reviews</h2>
      {reviews.value.length === 0 && <p class="soft">Nobody has said anything yet.</p>}
      {reviews.value.map(({ by, text }, at) => (
        <figure key={at}>
          <blockquote>{text}</blockquote>
          <figcaption>{by}</figcaption>
        </figure>
      ))}
      {shopper.value ? (
        <form class="stack" onSubmit={submit}>
          <label for="review">Your review</label>
          <textarea id="review" name="text" rows={3} minLength={3} maxLength={500} required />
          <button type="submit" class="quiet">
            Send review
          </button>
        </form>
      ) : (
        <p>
          <a href="/sign-in">Sign in</a> to write one.
        </p>
      )}
    </section>
  )
}
