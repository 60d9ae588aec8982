import { paint } from './paint'
import { cakestand, teacup } from './table'

const { fig, leaf, leafDark, willow } = paint

/** The table of the first page: what is sold, on a cloth, with a fig. */
export function StillLife() {
  return (
    <svg class="still-life" viewBox="0 0 520 320" aria-hidden="true">
      <rect class="wall" width="520" height="320" />
      <rect class="cloth-edge" y="248" width="520" height="72" />
      <path class="window" d="M40 0h150v176H40zM112 0v176M40 84h150" />
      <g transform="translate(196 20) scale(1.120)">{cakestand()}</g>
      <g transform="translate(44 112) scale(.760)">{teacup()}</g>
      <g transform="translate(414 206)">
        <ellipse class="shadow" cx="30" cy="58" rx="44" ry="6" />
        {figFruit(0, 0)}
        {figFruit(44, 12)}
      </g>
      <path
        d="M470 206q-6-60 22-92M478 160q16-8 26-4M474 184q-16-12-26-10"
        stroke={willow}
        stroke-width="3"
        fill="none"
      />
      <path
        d="M492 114q22-20 28 4-16 12-28-4zM448 174q-22-6-20-24 20 2 20 24zM504 156q14-12 22 0-8 12-22 0z"
        fill={leaf}
      />
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
