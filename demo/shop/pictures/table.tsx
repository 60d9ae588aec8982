import { paint, shadow } from './paint'

const { porcelain, shade, gilt, giltDark, rose, blush, leaf, fig } = paint

export const cakestand = () => (
  <>
    {shadow(120, 213, 52)}
    <path d="M96 210c4-8 20-8 20-22h8c0 14 16 14 20 22z" fill={gilt} />
    <rect x="117" y="46" width="6" height="150" fill={gilt} />
    <circle cx="120" cy="36" r="9" fill="none" stroke={gilt} stroke-width="4" />
    {tier(182, 84)}
    {cake(84, 176, rose)}
    {cake(108, 179, porcelain)}
    {cake(146, 178, leaf)}
    {tier(130, 62)}
    {cake(98, 124, porcelain)}
    {cake(142, 124, rose)}
    {tier(84, 42)}
    <circle cx="108" cy="76" r="8" fill={fig} />
    <circle cx="134" cy="77" r="7" fill={rose} />
  </>
)

const tier = (y: number, rx: number) => (
  <>
    <path d={`M${120 - rx} ${y}Q120 ${y + rx * 0.52} ${120 + rx} ${y}z`} fill={shade} />
    <ellipse cx="120" cy={y} rx={rx} ry={rx * 0.15} fill={porcelain} stroke={gilt} stroke-width="2" />
    <ellipse cx="120" cy={y} rx={rx * 0.72} ry={rx * 0.09} fill={shade} opacity=".55" />
  </>
)

const cake = (x: number, y: number, color: string) => (
  <>
    <path d={`M${x - 9} ${y - 6}h18l-3 11h-12z`} fill={giltDark} />
    <path d={`M${x - 11} ${y - 6}a11 9 0 0 1 22 0z`} fill={color} />
    <circle cx={x} cy={y - 15} r="2.500" fill={fig} />
  </>
)

export const teacup = () => (
  <>
    {shadow(120, 196, 84, 9)}
    <ellipse cx="120" cy="186" rx="86" ry="16" fill={shade} />
    <ellipse cx="120" cy="182" rx="86" ry="15" fill={porcelain} stroke={gilt} stroke-width="2" />
    <ellipse cx="120" cy="182" rx="46" ry="7" fill={shade} />
    <path
      d="M174 104c34-8 40 44-12 46"
      fill="none"
      stroke={porcelain}
      stroke-width="10"
      stroke-linecap="round"
    />
    <path
      d="M174 104c34-8 40 44-12 46"
      fill="none"
      stroke={gilt}
      stroke-width="1.500"
      stroke-linecap="round"
    />
    <path d="M56 84h128c0 56-24 94-48 96h-32c-24-2-48-40-48-96z" fill={porcelain} />
    <path d="M150 84h34c0 56-24 94-48 96 18-20 20-60 14-96z" fill={shade} opacity=".6" />
    <ellipse cx="120" cy="84" rx="64" ry="13" fill={shade} stroke={gilt} stroke-width="2.500" />
    <ellipse cx="120" cy="87" rx="54" ry="9" fill="#a8683c" />
    {[76, 98, 121, 144, 165].map((x, at) =>
      rosette(x, 122 + Math.sin((at / 4) * Math.PI) * 9, at % 2 ? blush : rose),
    )}
    <path d="M104 50c-8-10 8-14 0-26M132 54c-8-10 8-14 0-26" class="steam" />
  </>
)

const rosette = (x: number, y: number, color: string) => (
  <>
    <path d={`M${x - 15} ${y + 4}q6-8 12-2-4 8-12 2zM${x + 15} ${y + 4}q-6-8-12-2 4 8 12 2z`} fill={leaf} />
    <circle cx={x} cy={y} r="8.500" fill={color} />
    <path
      d={`M${x - 4} ${y}a4 4 0 1 1 4 4 2.500 2.500 0 0 1 0-5`}
      fill="none"
      stroke={fig}
      stroke-width="1.300"
    />
  </>
)
