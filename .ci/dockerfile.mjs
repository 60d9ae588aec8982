import { readFileSync } from 'node:fs'

/**
 * What a Dockerfile says, in its order. Of the language it knows what ours uses: no heredocs, no parser directives.
 *
 * @returns {{ word: string, rest: string }[]}
 */
export function readDockerfile(path = 'Dockerfile') {
  const lines = readFileSync(path, 'utf8')
    .split('\n')
    .filter(line => !/^\s*#/.test(line))
  const joined = lines.join('\n').replaceAll(/\\\n/g, ' ')
  const steps = joined.split('\n').flatMap(line => {
    const [, word, rest] = /^(\w+)\s+(.+)$/.exec(line.trim()) ?? []
    return word ? [{ word: word.toUpperCase(), rest }] : []
  })
  const defaults = steps.filter(({ word }) => word === 'ARG').map(({ rest }) => rest.split('='))
  return steps.map(({ word, rest }) => ({ word, rest: filledIn(rest, defaults) }))
}

const filledIn = (text, values) =>
  values.reduce((filled, [name, value]) => filled.replaceAll(`\${${name}}`, value), text)

/** `["node", "x.mjs"]` as its parts; anything else is for a shell. */
export const commandOf = text => (text.startsWith('[') ? JSON.parse(text) : ['/bin/sh', '-c', text])

/** What follows the options of a HEALTHCHECK. */
export const healthCommandOf = rest => commandOf(rest.replace(/^(--\S+\s+)*CMD\s+/, ''))

/**
 * Whether a path of the repository is left out of the build, by the patterns of a .dockerignore: the last that matches
 * it or a folder it is in decides.
 *
 * @param {string} path from the repository's root
 * @param {string} patterns the text of the file
 */
export function isIgnored(path, patterns) {
  const lines = patterns.split('\n').map(line => line.trim())
  const rules = lines.filter(line => line !== '' && !line.startsWith('#'))
  return rules.reduce((ignored, rule) => {
    const keeps = rule.startsWith('!')
    return matches(path, keeps ? rule.slice(1) : rule) ? !keeps : ignored
  }, false)
}

function matches(path, pattern) {
  const source = pattern
    .split('/')
    .map(part =>
      part === '**' ? '.*' : part.replaceAll(/[.+?^${}()|[\]\\]/g, '\\$&').replaceAll('*', '[^/]*'),
    )
    .join('/')
    .replaceAll('.*/', '(?:.*/)?')
  return new RegExp(`^${source}(/.*)?$`).test(path)
}
