import { paint, shadow } from './paint'

const { porcelain, shade, cocoa, cocoaDark, red, fig, gilt, leaf, cream, rose } = paint

export const hotWaterBottle = () => (
  <>
    {shadow(120, 214, 60)}
    <rect x="100" y="16" width="40" height="22" rx="5" fill="#c98f76" />
    <rect x="106" y="36" width="28" height="14" fill="#a36a52" />
    <path d="M92 48h56v26q30 8 30 38v74q0 26-26 26H88q-26 0-26-26v-74q0-30 30-38z" fill={cocoa} />
    <path
      d="M148 74q30 8 30 38v74q0 26-26 26h-14q26-8 26-40v-52q0-34-16-46z"
      fill={cocoaDark}
      opacity=".55"
    />
    <path d="M88 46h64v16H88z" fill={cocoaDark} />
    {[98, 108, 118, 128, 138].map(x => (
      <path key={x} d={`M${x + 2} 47v14`} stroke={cocoa} stroke-width="3" />
    ))}
    {[86, 120, 154].map(x => (
      <path key={x} d={cable(x)} fill="none" stroke="#9a6f57" stroke-width="4.500" stroke-linecap="round" />
    ))}
    <path d="M92 70q28 12 56 0" fill="none" stroke={cream} stroke-width="4" />
    <circle cx="112" cy="92" r="9" fill={cream} />
    <circle cx="132" cy="96" r="9" fill={cream} />
  </>
)

const cable = (x: number) =>
  [116, 140, 164, 188].map(y => `M${x - 6} ${y}q6-10 12 0q-6 10-12 20M${x + 6} ${y}q-6 10 0 16`).join('')

const rows = [0, 1, 2, 3, 4]

export const bag = () => (
  <>
    {shadow(120, 212, 84, 8)}
    <path d="M84 84c0-64 72-64 72 0" fill="none" stroke={cream} stroke-width="9" />
    <path d="M40 78h150l10 120a12 12 0 0 1-12 12H46a12 12 0 0 1-12-12z" fill={red} />
    <path d="M190 78l22 18-4 104q-8 10-20 10l12-12z" fill="#8d2530" />
    {rows.map(row =>
      [0, 1, 2, 3, 4].map(column => {
        const x = 58 + column * 32 + (row % 2) * 14
        return x < 188 ? (
          <circle key={`${row}${column}`} cx={x} cy={100 + row * 24} r="8" fill={porcelain} />
        ) : null
      }),
    )}
    <path d="M40 78h150l1 10H39z" fill={cream} />
    <path d="M76 80c0-70 80-70 80 0" fill="none" stroke={cream} stroke-width="9" />
    <path d="M70 78h14v26H70zM148 78h14v26h-14z" fill={cream} />
    <path d="M70 104h14M148 104h14" stroke={shade} stroke-width="2" />
  </>
)

export const giftCard = () => (
  <>
    {shadow(120, 192, 88, 8)}
    <g transform="rotate(-7 120 120)">
      <rect x="30" y="66" width="180" height="114" rx="10" fill={cream} />
      <rect x="30" y="66" width="180" height="114" rx="10" fill="none" stroke={gilt} stroke-width="2" />
      <path d="M66 66h18v114H66z" fill={fig} />
      <path d="M30 98h180v16H30z" fill={fig} opacity=".92" />
      <path d="M75 106c-34-30-46-8-34 2 10 8 24 4 34-2zM75 106c34-30 46-8 34 2-10 8-24 4-34-2z" fill={rose} />
      <path d="M75 106l-22 32 10-2 4 10 8-34zM75 106l22 32-10-2-4 10-8-34z" fill={rose} opacity=".85" />
      <circle cx="75" cy="106" r="8" fill={fig} />
      <text x="156" y="152" class="lettering large" fill={fig}>
        £25
      </text>
      <path
        d="M184 76c1 4 9 7 9 13a9 9 0 0 1-18 0c0-6 8-9 9-13z"
        fill={leaf}
        transform="translate(2 -1) scale(.99)"
      />
    </g>
  </>
)
