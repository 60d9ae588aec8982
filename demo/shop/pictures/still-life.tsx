import { paint } from './paint'
import { cakestand, teacup } from './table'

const { fig, leaf, leafDark, willow } = paint

/** The table of the first page: what is sold, on a cloth, with a fig. */
export function StillLife() {
  return (
    <svg class="still-life" viewBox="0 0 520 320" preserveAspectRatio="xMidYMid meet" aria-hidden="true">
      <path class="window" d="M70 0h150v168H70zM145 0v168M70 82h150" />
      <path class="cloth-fall" d="M26 262c0 30 0 40-8 58h484c-8-18-8-28-8-58z" />
      <ellipse class="cloth-top" cx="260" cy="262" rx="234" ry="34" />
      <g transform="translate(174 24) scale(1.080)">{cakestand()}</g>
      <g transform="translate(36 104) scale(.800)">{teacup()}</g>
      <path d="M452 262q-10-70 16-118M462 196q18-10 30-6M455 222q-18-14-30-12" class="twig" stroke={willow} />
      <path
        d="M466 148q-26-16-14-42 26 14 14 42zM484 192q12-20 30-10-12 22-30 10zM428 211q-14-20 4-34 18 16-4 34z"
        fill={leaf}
      />
      <g transform="translate(392 216)">
        <ellipse class="shadow" cx="32" cy="58" rx="48" ry="6" />
        {figFruit(0, 0)}
        {figFruit(42, 12)}
      </g>
    </svg>
  )
}

const figFruit = (x: number, y: number) => (
  <g transform={`translate(${x} ${y})`}>
    <path d="M14-8c3 10 22 18 22 38a22 22 0 0 1-44 0C-8 10 11 2 14-8z" fill={fig} />
    <path d="M14-8c-2 14-14 20-14 38 0 10 4 17 8 21a22 22 0 0 1-16-21C-8 10 11 2 14-8z" fill="#94465f" />
    <path d="M12-8l4-8 4 9z" fill={leafDark} />
  </g>
)
