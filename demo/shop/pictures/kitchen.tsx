import { gingham, paint, shadow } from './paint'

const { porcelain, shade, gilt, cream, creamDark, ink, jam, leaf, sky, rose, red, glass, fig } = paint

export const breadBin = () => (
  <>
    {shadow(120, 198, 92, 8)}
    <path d="M34 186V112c0-36 22-54 58-54h60c34 0 54 18 54 54v74z" fill={cream} />
    <path d="M34 186v-50h172v50a10 10 0 0 1-10 10H44a10 10 0 0 1-10-10z" fill={creamDark} opacity=".75" />
    <path d="M40 130c0-46 18-64 54-64h56c34 0 50 18 50 64z" fill={porcelain} opacity=".7" />
    {[84, 100, 116].map(y => (
      <path
        key={y}
        d={`M${62 - (y - 84) * 0.5} ${y}h${116 + (y - 84)}`}
        stroke={creamDark}
        stroke-width="2"
      />
    ))}
    <rect x="100" y="121" width="40" height="9" rx="4.500" fill={gilt} />
    <path d="M34 136h172" stroke={ink} stroke-width="2.500" opacity=".55" />
    <text x="120" y="174" class="lettering" fill={ink}>
      BREAD
    </text>
    <path d="M50 196v6M190 196v6" stroke={ink} stroke-width="6" stroke-linecap="round" />
  </>
)

export const cakeTins = () => (
  <>
    {shadow(120, 204, 82, 8)}
    {tin(132, 78, 66, sky)}
    {tin(84, 60, 52, rose)}
    {tin(48, 42, 40, leaf)}
    <circle cx="120" cy="40" r="7" fill={gilt} />
  </>
)

const tin = (y: number, rx: number, height: number, color: string) => (
  <>
    <path d={`M${120 - rx} ${y}v${height}a${rx} 11 0 0 0 ${rx * 2} 0V${y}z`} fill={color} />
    <path
      d={`M${120 - rx} ${y + height * 0.42}a${rx} 11 0 0 0 ${rx * 2} 0v13a${rx} 11 0 0 1-${rx * 2} 0z`}
      fill={cream}
    />
    <path d={`M${120 - rx - 3} ${y}v10a${rx + 3} 11 0 0 0 ${rx * 2 + 6} 0V${y}z`} fill={creamDark} />
    <ellipse cx="120" cy={y} rx={rx + 3} ry="11" fill={cream} />
    <ellipse cx="120" cy={y} rx={rx - 8} ry="7" fill="none" stroke={creamDark} stroke-width="1.500" />
  </>
)

export const jamSet = () => (
  <>
    {shadow(120, 207, 92, 8)}
    <g transform="translate(34 72) scale(.92)">{jar(fig, rose)}</g>
    <g transform="translate(124 72) scale(.92)">{jar('#c7892f', leaf)}</g>
    <g transform="translate(74 88)">{jar(jam, red)}</g>
  </>
)

/** A jar in a box of 92 by 120. */
const jar = (fruit: string, cloth: string) => (
  <>
    <path d="M14 22h64v10q12 6 12 20v52a14 14 0 0 1-14 14H16a14 14 0 0 1-14-14V52q0-14 12-20z" fill={glass} />
    <path d="M8 50h76v52a10 10 0 0 1-10 10H18a10 10 0 0 1-10-10z" fill={fruit} />
    <ellipse cx="46" cy="50" rx="38" ry="5" fill={porcelain} opacity=".35" />
    <rect x="24" y="64" width="44" height="32" rx="3" fill={porcelain} />
    <path d="M32 76h28M32 85h20" stroke={shade} stroke-width="3.500" stroke-linecap="round" />
    <path d="M10 2h72l10 24q-8 7-15 0-8 7-16 0-8 7-15 0-8 7-15 0-8 7-16 0-7 7-15 0z" fill={cream} />
    {gingham(14, 2, 8, 2, 8, cloth)}
    <path d="M9 21h74" stroke={gilt} stroke-width="3.500" />
  </>
)
