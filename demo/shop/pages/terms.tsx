import { Heading } from '../parts/heading'

/** The terms a guest of the programme agrees to. */
export function TermsPage() {
  return (
    <div class="narrow">
      <p class="eyebrow">Version 2026-11</p>
      <Heading title="Terms of the Fig Tree">Terms of the Fig Tree</Heading>
      <p>
        The Fig Tree is the loyalty programme of Wren &amp; Fig, a demo shop. Nothing is charged, nothing is
        sent, and points are worth nothing outside it.
      </p>
      <h2>What you get</h2>
      <p>
        A point for every pound you pay for goods, more in a higher tier or during a campaign. Delivery and
        gift cards earn nothing. What an order earned goes back when the order comes back. Points end 18
        months after you got them, at the end of that quarter.
      </p>
      <h2>The wheel</h2>
      <p>
        The chances of every prize are shown beside the wheel, and every spin can be checked by yourself.
        Somebody who joins with an e-mail address alone spins once.
      </p>
      <h2>What we keep</h2>
      <p>
        Your e-mail address, the version of these terms and when you agreed to them, your orders, points and
        prizes, and what you tell us. You get the newsletter only if you ask for it; joining does not depend
        on it. “Your data” in the Fig Tree shows everything we hold and erases it for good.
      </p>
      <p>
        <a href="/">Back to the shop</a>
      </p>
    </div>
  )
}
