import type { Ref } from 'preact'
import { parseHex, readableOn, toHex } from '../../theme/contrast'
import type { App } from '../app'
import type { Slice } from '../wheel/slices'
import css from './disc.css?inline'
import { outline, wrap } from './outline'

/** Of the picture 150 are seen: what is drawn around the slices is not. */
const RADIUS = 152
/** Where labels end: clear of the pointer. */
const RIM = 132

export interface DiscProps {
  slices: Slice[]
  rotor: Ref<SVGSVGElement>
}

export const dress = ({ adopt }: App) => adopt('disc', css)

/** The wheel as a picture: whatever it says is also said in words, so screen readers skip it. */
export const Disc = ({ slices, rotor }: DiscProps) => (
  <div class="disc">
    <svg aria-hidden="true" ref={rotor} viewBox="-150 -150 300 300">
      {slices.map((slice, i) => (
        <SliceShape key={slice.prizeId} slice={slice} i={i} count={slices.length} />
      ))}
    </svg>
  </div>
)

function SliceShape({ slice: { name, color }, i, count }: { slice: Slice; i: number; count: number }) {
  const own = parseHex(color)
  const size = count > 9 ? 12 : 15
  const lines = wrap(name, count > 9 ? 16 : 13).slice(0, count > 9 ? 1 : 2)
  return (
    <g class={own ? '' : `tone${i === count - 1 && count % 2 ? 2 : i % 2}`}>
      <path d={outline(i, count, RADIUS)} fill={own ? toHex(own) : undefined} />
      <text
        transform={`rotate(${((i + 0.5) / count) * 360 - 90})`}
        font-size={size}
        fill={own ? toHex(readableOn(own)) : undefined}
      >
        {lines.map((line, row) => (
          <tspan key={line} x={RIM} y={(row - (lines.length - 1) / 2) * size * 1.15 + size * 0.35}>
            {line}
          </tspan>
        ))}
      </text>
    </g>
  )
}
