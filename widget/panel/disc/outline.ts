/** Outline of slice `i` of `count`, clockwise from the top of a circle around 0,0; two arcs, so that one slice is round. */
export function outline(i: number, count: number, radius: number): string {
  const at = (turn: number) => {
    const angle = (turn / count) * 2 * Math.PI
    return `${(radius * Math.sin(angle)).toFixed(2)} ${(-radius * Math.cos(angle)).toFixed(2)}`
  }
  const arc = `A${radius} ${radius} 0 0 1 `
  return `M0 0 ${at(i)}${arc}${at(i + 0.5)}${arc}${at(i + 1)}z`
}

/** A name on at most two lines of about `room` letters, so that it stays in its slice. */
export function wrap(name: string, room: number): string[] {
  const space = name.length > room ? name.lastIndexOf(' ', room) : -1
  const lines = space > 0 ? [name.slice(0, space), name.slice(space + 1)] : [name]
  return lines.map(line => (line.length > room ? `${line.slice(0, room - 1)}…` : line))
}
