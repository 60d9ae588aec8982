import { readFileSync } from 'node:fs'

/** What a page of documentation is held against. */
export interface Facts {
  /** Names of npm scripts. */
  scripts: string[]
  /** What `npm test --` takes. */
  stages: string[]
  /** What the published package can be imported as. */
  imports: string[]
  /** Measured compressed bytes and their limits, by the name of the artefact. */
  sizes: { name: string; bytes: number; limit: number }[]
  exists(path: string): boolean
}

const npmCommands = ['ci', 'install', 'pack', 'publish']
const madeByRunning = /^(data|dist|node_modules|\.env)(\/|$)/
const otherNames: Record<string, string> = { 'laurel.js': 'loader', headless: 'sdk/browser' }

/** What the page says about commands, paths and sizes that is not so. */
export function falseClaims(page: string, facts: Facts): string[] {
  return [...commandProblems(page, facts), ...pathProblems(page, facts), ...sizeProblems(page, facts)]
}

function commandProblems(page: string, { scripts, stages }: Facts): string[] {
  const commands = codeOf(page).flatMap(code => [
    ...code.matchAll(/\bnpm (run )?([\w:-]+)((?: +[^\s#&|;]+)*)/g),
  ])
  return commands.flatMap(([command, run, name = '', rest = '']) => {
    const isScript = scripts.includes(name) && (run || ['start', 'test', 'stop'].includes(name))
    if (!isScript && (run || !npmCommands.includes(name))) return [`\`${command}\`: there is no such script`]
    const named = name === 'test' ? (rest.split(' -- ')[1]?.trim().split(/ +/) ?? []) : []
    return named
      .filter(stage => !stages.includes(stage))
      .map(stage => `\`${command}\`: no stage is called ${stage}`)
  })
}

function pathProblems(page: string, facts: Facts): string[] {
  const links = [...page.matchAll(/\]\(([^)\s]+)\)|(?:src|href)="([^"]+)"/g)].map(([, a, b]) => a ?? b ?? '')
  const local = links.filter(link => !/^(\w+:|\/)/.test(link))
  return [
    ...local.filter(link => !leadsSomewhere(link, page, facts)).map(link => `the link ${link} leads nowhere`),
    ...inlineCodeOf(page)
      .filter(code => isMissing(code, facts))
      .map(code => `there is no \`${code}\``),
  ]
}

function leadsSomewhere(link: string, page: string, { exists }: Facts): boolean {
  const [path = '', anchor] = link.split('#')
  if (path !== '' && !exists(path)) return false
  if (!anchor) return true
  const text = path === '' ? page : readFileSync(path, 'utf8')
  const headings = [...text.matchAll(/^#+ +(.+)$/gm)].map(([, heading = '']) => heading)
  return headings.some(heading => slugOf(heading) === anchor)
}

/** As GitHub makes them. */
function slugOf(heading: string): string {
  const letters = heading.toLowerCase().replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
  return letters.trim().replaceAll(/\s/g, '-')
}

/** Whether some code reads as a path of ours, or as an import of the package, and is none. */
function isMissing(code: string, { exists, imports }: Facts): boolean {
  if (!/^[\w.@*<>{}-]+(\/[\w.@*<>{}-]*)*$/.test(code) || madeByRunning.test(code)) return false
  const [first = ''] = code.split('/')
  if (imports.some(name => name.split('/')[0] === first)) return !imports.includes(code) && code !== first
  const isFile = /\.(ts|tsx|mjs|json|md|html|css|sql|example)$/.test(code)
  const isOurs = code.includes('/') && first !== '' && exists(first)
  if (!isFile && !isOurs) return false
  const certain = code.replace(/[^/]*[*<{].*$/, '')
  return certain !== '' && !exists(certain)
}

/** A size is of the artefact named last before it in its line, and either measured or the limit it is held to. */
function sizeProblems(page: string, { sizes }: Facts): string[] {
  return withoutFences(page)
    .split('\n')
    .flatMap(line => [...line.matchAll(/(\d+(?:\.(\d+))?)\s?kB/g)].map(match => ({ line, match })))
    .flatMap(({ line, match: { 0: claim, 1: number = '', 2: decimals = '', index } }) => {
      const size = artefactIn(line.slice(0, index), sizes) ?? artefactIn(line, sizes)
      if (!size)
        return /\]\(https?:/.test(line) ? [] : [`${claim} of what? Neither an artefact nor a source: ${line}`]
      const tolerance = 10 ** -decimals.length
      const isMeasured = Math.abs(size.bytes / 1000 - Number(number)) < tolerance
      if (isMeasured || Number(number) * 1000 === size.limit) return []
      return [`${size.name} has ${size.bytes} bytes (limit ${size.limit}), not ${claim}`]
    })
}

function artefactIn(text: string, sizes: Facts['sizes']): Facts['sizes'][number] | undefined {
  const names = [...sizes.map(({ name }) => name), ...Object.keys(otherNames)]
  const found = names
    .flatMap(name =>
      [...text.matchAll(new RegExp(`(?<!\\w)${name}(?!\\w)`, 'gi'))].map(({ index }) => ({ name, index })),
    )
    .sort((a, b) => a.index - b.index || a.name.length - b.name.length)
    .at(-1)?.name
  return sizes.find(({ name }) => name === (found && (otherNames[found] ?? found)))
}

function withoutFences(page: string): string {
  return page.replaceAll(/^```[\s\S]*?^```/gm, '')
}

function inlineCodeOf(page: string): string[] {
  return [...withoutFences(page).matchAll(/`([^`\n]+)`/g)].map(([, code = '']) => code)
}

function codeOf(page: string): string[] {
  return [...inlineCodeOf(page), ...[...page.matchAll(/^```[\s\S]*?^```/gm)].map(([block]) => block)]
}
