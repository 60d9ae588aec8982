import { gingham, paint, shadow } from './paint'

const { porcelain, shade, gilt, cream, creamDark, ink, jam, leaf, sky, rose, glass, fig } = paint

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
    {shadow(120, 204, 88, 8)}
    {jar(128, 72, 92, '#c7892f', leaf)}
    {jar(38, 72, 92, fig, rose)}
    {jar(78, 96, 84, jam, paint.red)}
  </>
)

const jar = (x: number, y: number, width: number, fruit: string, cloth: string) => (
  <>
    <path
      d={`M${x + 8} ${y + 24}h${width - 32}q12 4 12 18v${154 - y - 36}a14 14 0 0 1-14 14H${x + 6}a14 14 0 0 1-14-14V${y + 42}q2-14 16-18z`}
      transform={`translate(8 ${(y - 72) * 0.6 + 10})`}
      fill={glass}
    />
    <path
      d={`M${x + 6} ${y + 62}h${width - 16}v${92 - (y - 72) * 0.4}a11 11 0 0 1-11 11H${x + 17}a11 11 0 0 1-11-11z`}
      fill={fruit}
    />
    <rect x={x + 20} y={y + 84} width={width - 44} height="34" rx="3" fill={porcelain} />
    <path
      d={`M${x + 28} ${y + 96}h${width - 60}M${x + 28} ${y + 106}h${width - 70}`}
      stroke={shade}
      stroke-width="3"
    />
    <g class="cloth">
      <path
        d={`M${x - 2} ${y + 30}q4-32 ${width / 2 - 2}-32t${width / 2 - 2} 32q-8 6-14 0-8 6-14 0-8 6-14 0-8 6-14 0-8 6-14 0-8 6-14 0z`}
        fill={cream}
      />
      {gingham(x + 12, y + 8, Math.floor((width - 28) / 8), 2, 8, cloth)}
    </g>
    <path d={`M${x + 6} ${y + 30}h${width - 16}`} stroke={gilt} stroke-width="3" />
  </>
)
