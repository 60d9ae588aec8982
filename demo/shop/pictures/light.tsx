import { flame, gingham, HEART, paint, shadow } from './paint'

const { porcelain, shade, glass, jam, red, cream, ink, blush, gilt } = paint

export const heartLight = () => (
  <>
    <path d="M120 0v46" stroke={ink} stroke-width="2" opacity=".6" />
    <path d={HEART} fill="none" stroke={shade} stroke-width="13" stroke-linejoin="round" />
    <path d={HEART} fill="none" stroke={porcelain} stroke-width="9" stroke-linejoin="round" />
    <path
      d={HEART}
      fill="none"
      stroke={porcelain}
      stroke-width="5"
      stroke-linejoin="round"
      transform="translate(26 22) scale(.783)"
    />
    {flame(120, 104)}
    <path d="M92 112h56l-6 50a8 8 0 0 1-8 7h-28a8 8 0 0 1-8-7z" fill={glass} opacity=".85" />
    <path d="M101 136h38l-3 26a5 5 0 0 1-5 4h-22a5 5 0 0 1-5-4z" fill={cream} />
    <path d="M120 136v-14" stroke={ink} stroke-width="2" />
    <path d="M92 112h56" stroke={porcelain} stroke-width="4" stroke-linecap="round" />
    <path d="M102 118l5 40" stroke={porcelain} stroke-width="3" stroke-linecap="round" opacity=".9" />
  </>
)

export const rabbit = () => (
  <>
    <circle cx="120" cy="130" r="104" fill={cream} opacity=".35" />
    <circle cx="120" cy="136" r="80" fill={cream} opacity=".5" />
    {shadow(120, 208, 58)}
    <path
      d="M88 104C70 70 70 30 84 26s26 30 26 72zM152 104c18-34 18-74 4-78s-26 30-26 72z"
      fill={porcelain}
    />
    <path d="M91 92c-9-22-9-46-4-48s13 20 14 46zM149 92c9-22 9-46 4-48s-13 20-14 46z" fill={blush} />
    <path
      d="M120 84c34 0 48 22 48 46 0 10-3 17-7 22 8 10 11 22 11 32 0 18-20 24-52 24s-52-6-52-24c0-10 3-22 11-32-4-5-7-12-7-22 0-24 14-46 48-46z"
      fill={porcelain}
    />
    <path d="M79 152c9 12 24 17 41 17s32-5 41-17" fill="none" stroke={shade} stroke-width="2.500" />
    <path
      d="M90 207c-2-14 6-24 16-24s16 12 12 24zM150 207c2-14-6-24-16-24s-16 12-12 24z"
      fill={shade}
      opacity=".6"
    />
    <path d="M96 128q6 6 12 0M132 128q6 6 12 0" class="line" />
    <path d="M116 139h8l-4 5zM120 144v4q-5 5-9 1M120 148q5 5 9 1" class="line" fill={ink} />
    <circle cx="90" cy="142" r="7" fill={blush} opacity=".8" />
    <circle cx="150" cy="142" r="7" fill={blush} opacity=".8" />
  </>
)

export const jamCandle = () => (
  <>
    {shadow(120, 210, 62)}
    {flame(120, 70)}
    <path d="M120 104V78" stroke={ink} stroke-width="3" />
    <path
      d="M72 92h96v12q14 8 14 26v62a16 16 0 0 1-16 16H74a16 16 0 0 1-16-16v-62q0-18 14-26z"
      fill={glass}
    />
    <path d="M66 124h108q2 4 2 10v56a13 13 0 0 1-13 13H77a13 13 0 0 1-13-13v-56q0-6 2-10z" fill={jam} />
    <ellipse cx="120" cy="124" rx="54" ry="7" fill="#c04a5c" />
    <rect x="66" y="86" width="108" height="16" rx="4" fill={cream} />
    {gingham(72, 90, 12, 1, 8, red)}
    <path
      d="M120 190c-20-15-27-24-27-34a13 13 0 0 1 27-5 13 13 0 0 1 27 5c0 10-7 19-27 34z"
      fill={porcelain}
    />
    <path d="M70 110v84" stroke={porcelain} stroke-width="4" stroke-linecap="round" opacity=".7" />
    <path d="M66 102h108" stroke={gilt} stroke-width="2.500" />
  </>
)
