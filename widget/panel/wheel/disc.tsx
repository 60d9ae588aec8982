import type { Ref } from 'preact'
import { parseHex, readableOn, toHex } from '../../theme/contrast'
import { outline, type Slice, wrap } from './slices'

const RADIUS = 150
const RIM = 138

/** The wheel as a picture: whatever it says is also said in words, so screen readers skip it. */
export function Disc({ slices, rotor }: { slices: Slice[]; rotor: Ref<SVGSVGElement> }) {
  return (
    <div class="wheel">
      <svg class="rotor" aria-hidden="true" ref={rotor} viewBox="-156 -156 312 312">
        <circle class="rim" r={RADIUS + 3} />
        {slices.map((slice, i) => (
          <SliceShape key={slice.prizeId ?? '-'} slice={slice} i={i} count={slices.length} />
        ))}
      </svg>
      <svg class="hub" aria-hidden="true" viewBox="-156 -156 312 312">
        <circle r="19" />
        <path d="M-13-156h26L0-126z" />
      </svg>
    </div>
  )
}

function SliceShape({ slice, i, count }: { slice: Slice; i: number; count: number }) {
  const own = parseHex(slice.color)
  const tone = `tone${i === count - 1 && count % 2 ? 2 : i % 2}`
  const size = count > 14 ? 11 : count > 9 ? 13 : 15
  const lines = wrap(slice.name, count > 9 ? 16 : 13).slice(0, count > 14 ? 1 : 2)
  return (
    <g class={own ? 'own' : tone}>
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
