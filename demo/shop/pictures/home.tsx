import { HEART, paint, shadow } from './paint'

const {
  porcelain,
  shade,
  gilt,
  fig,
  rose,
  leaf,
  leafDark,
  sky,
  ink,
  slate,
  slateDark,
  willow,
  willowDark,
  cream,
} = paint

export const birdOrnament = () => (
  <>
    {shadow(118, 204, 60)}
    <path d="M112 176v24m16-24v24M100 202h22m-4 0h22" class="line thick" />
    <path d="M170 150l52 26-48 8z" fill="#4f7a80" />
    <path
      d="M48 92c0-26 20-44 46-44 22 0 36 12 42 30 10 30 30 50 54 66-18 32-46 44-76 42-40-2-66-34-66-70z"
      fill={sky}
    />
    <path d="M62 120c10 40 44 58 80 56-20 14-44 14-62 2-18-14-26-34-18-58z" fill={rose} />
    <path d="M96 110c26-6 50 6 70 34-30 10-64 2-70-34z" fill="#5f8a90" />
    <path
      d="M108 118c18 0 32 8 44 20M112 130c10 0 20 4 28 10"
      fill="none"
      stroke={porcelain}
      stroke-width="2.500"
    />
    <path d="M50 84L26 94l24 10z" fill={gilt} />
    <circle cx="78" cy="84" r="6" fill={ink} />
    <circle cx="80" cy="82" r="2" fill={porcelain} />
    {[96, 108, 102].map((x, at) => (
      <circle key={x} cx={x} cy={[64, 74, 90][at]} r="3" fill={porcelain} />
    ))}
  </>
)

const flags = [rose, cream, leaf, sky, fig, porcelain]

export const bunting = () => (
  <>
    {string(54, 0)}
    {string(128, 3)}
  </>
)

const string = (y: number, first: number) => (
  <>
    {[0, 1, 2, 3, 4].map(at => {
      const x = at * 48 + 4
      const dip = (at - 2) ** 2 * -5 + 22
      return (
        <g key={at} transform={`translate(${x} ${y + dip}) rotate(${(at - 2) * -5} 20 0)`}>
          <path d="M0 0h40l-20 52z" fill={flags[(at + first) % flags.length]} />
          {at % 2 === 0 && <circle cx="20" cy="16" r="5" fill={porcelain} opacity=".75" />}
          {at % 2 === 1 && <path d="M7 8h26M11 18h18" stroke={porcelain} stroke-width="3" opacity=".7" />}
        </g>
      )
    })}
    <path d={`M-4 ${y - 6}Q120 ${y + 50} 244 ${y - 6}`} fill="none" stroke={porcelain} stroke-width="5" />
    <path d={`M-4 ${y - 4}Q120 ${y + 52} 244 ${y - 4}`} fill="none" stroke={shade} stroke-width="1.500" />
  </>
)

export const wickerHeart = () => (
  <>
    <path d="M120 6v56" stroke={shade} stroke-width="4" />
    <path d={HEART} class="wicker" stroke={willowDark} stroke-width="30" />
    <path d={HEART} class="wicker" stroke={willow} stroke-width="24" />
    <path
      d={HEART}
      class="wicker"
      stroke={willowDark}
      stroke-width="24"
      stroke-dasharray="3 9"
      opacity=".75"
    />
    <path d={HEART} class="wicker" stroke="#d6b27c" stroke-width="8" stroke-dasharray="8 4" />
    {sprig(62, 60, -30)}
    {sprig(176, 66, 40)}
    <path d="M108 60q12-14 24 0l-6 26-6-8-6 8z" fill={fig} />
    <circle cx="120" cy="62" r="6" fill={rose} />
  </>
)

const sprig = (x: number, y: number, turn: number) => (
  <g transform={`translate(${x} ${y}) rotate(${turn})`}>
    <path d="M0 22V-22" stroke={leafDark} stroke-width="2" />
    {[-16, -4, 8].map(at => (
      <path key={at} d={`M0 ${at + 6}q-16-2-16-14 14 0 16 14q2-14 16-14 0 12-16 14z`} fill={leaf} />
    ))}
  </g>
)

export const slateHeart = () => (
  <>
    <path d="M82 62L120 10l38 52" fill="none" stroke={willow} stroke-width="4" />
    <path d={HEART} fill={slateDark} transform="translate(3 4)" />
    <path d={HEART} fill={slate} />
    <path
      d={HEART}
      fill="none"
      stroke={slateDark}
      stroke-width="1.500"
      transform="translate(7 7) scale(.942)"
    />
    <circle cx="82" cy="62" r="5" fill={slateDark} />
    <circle cx="158" cy="62" r="5" fill={slateDark} />
    <text x="120" y="108" class="chalk">
      supper:
    </text>
    <text x="120" y="136" class="chalk">
      pie &amp; peas
    </text>
    <path d="M84 148q36 8 72-2" class="chalk-line" />
    <g transform="rotate(-32 186 194)">
      <rect x="160" y="188" width="52" height="11" rx="4" fill={porcelain} />
      <rect x="160" y="194" width="52" height="5" rx="2" fill={shade} />
    </g>
  </>
)

export const doormat = () => (
  <>
    <path class="shadow" d="M10 188l22-108h176l22 108-6 8H16z" />
    <path d="M10 182L34 74h172l24 108z" fill={willow} />
    <path d="M10 182h220v4H10z" fill={willowDark} />
    <clipPath id="mat">
      <path d="M24 172L44 84h152l20 88z" />
    </clipPath>
    <g clip-path="url(#mat)" opacity=".88">
      <path d="M0 70h240v120H0z" fill="#5f7383" />
      <path d="M44 84l172 88M196 84L24 172" stroke={cream} stroke-width="17" />
      <path d="M44 84l172 88M196 84L24 172" stroke="#a8503f" stroke-width="6" />
      <path d="M120 70v120M10 124h220" stroke={cream} stroke-width="28" />
      <path d="M120 70v120M10 124h220" stroke="#a8503f" stroke-width="15" />
    </g>
    <path d="M18 178L39 79h162l21 99" class="bristle" stroke={willowDark} />
  </>
)
