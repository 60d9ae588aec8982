import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path/posix'
import { pathToFileURL } from 'node:url'
import ts from 'typescript'

/**
 * Which way imports may point. Biome can restrict an import by how it is spelled; these rules are about the file
 * it leads to, whether it is left at run time, and who imports that file in turn.
 *
 * `may`: folders beside its own; `types`: folders from which `import type` only; `packages`: the only packages.
 */
const parts = {
  'sdk/contract': { may: [], packages: ['zod'], why: 'the vocabulary stands on nothing' },
  'sdk/verify': {
    may: [],
    types: ['sdk/contract'],
    packages: [],
    why: 'it proves a spin without any code that drew it',
  },
  'sdk/browser': {
    may: ['sdk/verify'],
    types: ['sdk/contract'],
    packages: ['@preact/signals-core'],
    why: 'shoppers download it: no schemas, no zod at run time',
  },
  'sdk/server': {
    may: ['sdk/contract', 'sdk/verify'],
    packages: ['zod', 'jose', 'standardwebhooks'],
    why: 'merchants install it, on any runtime',
  },
  sdk: { may: [], why: 'it stands on nothing of ours' },
  widget: {
    may: ['sdk/browser', 'sdk/verify'],
    types: ['sdk/contract'],
    packages: ['preact', '@preact/signals', '@preact/signals-core', 'lean-qr'],
    why: 'it stands on what merchants can build on',
  },
  api: { may: ['sdk/contract'], why: 'it implements the contract' },
  demo: { may: ['sdk', 'widget'], why: 'it is a customer: it can do what any customer can' },
}

/**
 * What the rules and statements of a domain stand on; what those stand on, they may use as well. Verbs and routes
 * are above all of them, and nobody stands on a verb of another domain: two verbs are two batches. A `table.ts` and
 * a `read.ts` are open to all, since reads join, and so is a type, since it does not run.
 */
const domains = {
  merchants: [],
  tiers: ['merchants'],
  wallet: ['tiers'],
  rewards: ['wallet', 'webhooks'],
  earning: ['rewards', 'webhooks'],
  customers: ['earning'],
  wheel: ['customers'],
  orders: ['customers'],
  referrals: ['customers'],
  feedback: ['customers'],
  catalogue: ['customers'],
  guests: ['customers', 'referrals'],
  program: ['tiers'],
  webhooks: ['merchants'],
}
/** They read what all the others wrote. */
const readers = ['insights', 'audit', 'shopper', 'privacy']
/** Every domain stands on these. Who is asking is looked up in a verb's own batch, so http knows merchants. */
const grounds = { store: [], telemetry: [], http: ['store', 'merchants', 'telemetry'] }
const nodeEntries = ['api/node.ts', 'api/backup.ts']
const nodePackages = ['@hono/node-server', 'pino', 'prom-client']
/** What every page of a shop loads. What it shares with the rest of the widget has to be as plain as itself. */
const loader = { folder: 'widget/loader', not: ['widget/panel', 'widget/locales'] }

/**
 * @param {Map<string, string>} files text by path from the repository's root
 * @returns {string[]} `file:line` and what is wrong there
 */
export function arrowProblems(files) {
  const edges = [...files].flatMap(([path, text]) => importsOf(path, text, files))
  const forNode = onlyForNode(edges)
  const verbs = verbsOf(edges)
  const loaded = reached(edges, path => isIn(path, loader.folder))
  const problems = edges.flatMap(edge => {
    const reason =
      partProblem(edge) ??
      loaderProblem(edge, loaded) ??
      domainProblem(edge, verbs) ??
      nodeProblem(edge, forNode)
    return reason ? [`${edge.from}:${edge.line} imports ${edge.specifier}: ${reason}`] : []
  })
  return [...problems, ...[...files].flatMap(([path, text]) => transactionProblems(path, text))]
}

/** Every source file of the parts, as {@link arrowProblems} wants them. */
export function readSources() {
  const paths = ['sdk', 'widget', 'api', 'demo', 'test'].flatMap(sourcesIn)
  return new Map(paths.map(path => [path, readFileSync(path, 'utf8')]))
}

function sourcesIn(path) {
  if (!existsSync(path)) return []
  if (!statSync(path).isDirectory()) return /\.(m?ts|tsx|mjs)$/.test(path) ? [path] : []
  return readdirSync(path).flatMap(name => sourcesIn(`${path}/${name}`))
}

function partProblem({ from, to, specifier, typeOnly }) {
  const [name, part] = Object.entries(parts).find(([folder]) => isIn(from, folder)) ?? []
  if (!part || isIn(to ?? '', name)) return undefined
  if (!to) {
    if (typeOnly || !part.packages || part.packages.includes(packageOf(specifier))) return undefined
    return `${name} uses ${listed(part.packages, 'no package')} at run time, because ${part.why}`
  }
  if (part.may.some(folder => isIn(to, folder))) return undefined
  if (part.types?.some(folder => isIn(to, folder))) {
    return typeOnly ? undefined : `${name} takes only types from there (import type), because ${part.why}`
  }
  return `${name} imports from ${listed(part.may, 'no other part')}, because ${part.why}`
}

function loaderProblem({ from, to, typeOnly }, loaded) {
  if (!loaded.has(from) || typeOnly) return undefined
  if (to && !loader.not.some(folder => isIn(to, folder)) && !isIn(to, 'sdk')) return undefined
  return 'every page of a shop loads this with the loader: no framework, and the rest comes when it is wanted'
}

/** The files that some files bring with them at run time, and those files. */
function reached(edges, isStart) {
  const found = new Set(edges.map(({ from }) => from).filter(isStart))
  for (const path of found) {
    for (const { from, to, typeOnly } of edges) if (from === path && to && !typeOnly) found.add(to)
  }
  return found
}

function domainProblem({ from, to, typeOnly }, verbs) {
  const own = /^api\/(\w+)\//.exec(from)?.[1]
  const other = /^api\/(\w+)/.exec(to ?? '')?.[1]
  if (!own || !other || own === other || typeOnly) return undefined
  if (isNamed(to, 'table') || isNamed(to, 'read')) return undefined
  if (own in grounds) {
    if (grounds[own].includes(other)) return undefined
    return `every domain stands on api/${own}, so it uses ${listed(grounds[own], 'none of them')}`
  }
  if (other in grounds || isNamed(from, 'routes')) return undefined
  if (verbs.has(to))
    return 'it is a verb of another domain, and two verbs would be two batches; use its statements'
  if (!(other in domains) && !readers.includes(other)) return 'only the entries know it'
  if (verbs.has(from) || readers.includes(own)) return undefined
  if (!(own in domains))
    return `${own} has no place among the domains yet; give it one in test/check/arrows.mjs`
  const reach = below(own)
  if (reach.includes(other)) return undefined
  return `${own} stands on ${listed(reach, 'no other domain')}; the other way round would be a circle`
}

/** The files that run a verb: read, decide, commit. */
function verbsOf(edges) {
  return new Set(
    edges
      .filter(({ to, typeOnly }) => to && isNamed(to, 'http/perform') && !typeOnly)
      .map(({ from }) => from),
  )
}

function isNamed(path, name) {
  return path.replace(/\.ts$/, '').endsWith(`/${name}`)
}

/** What a domain may use, with all that those use. */
function below(domain) {
  const direct = domains[domain] ?? []
  return [...new Set([...direct, ...direct.flatMap(below)])]
}

function nodeProblem({ from, specifier, typeOnly }, forNode) {
  if (!isIn(from, 'api') || typeOnly || forNode.has(from)) return undefined
  if (!specifier.startsWith('node:') && !nodePackages.includes(packageOf(specifier))) return undefined
  return `the API also runs where there is no Node; only ${nodeEntries.join(', ')} and what they alone import may`
}

/** The files of the API that nobody reaches but through its entries for Node. */
function onlyForNode(edges) {
  const importers = new Map()
  for (const { from, to, typeOnly } of edges) {
    if (to && !typeOnly && isIn(from, 'api')) importers.set(to, [...(importers.get(to) ?? []), from])
  }
  const only = new Set(nodeEntries)
  for (let size = 0; size !== only.size; ) {
    size = only.size
    for (const [to, froms] of importers) if (froms.every(from => only.has(from))) only.add(to)
  }
  return only
}

/** `client.transaction()` deadlocks on a local file and costs a round trip per statement on a remote server. */
function transactionProblems(path, text) {
  if (!isIn(path, 'api')) return []
  const problems = []
  visit(parse(path, text), node => {
    if (!ts.isCallExpression(node) || !ts.isPropertyAccessExpression(node.expression)) return
    if (node.expression.name.text !== 'transaction') return
    problems.push(
      `${path}:${lineOf(node)} calls .transaction(): a change is one batch(…, 'write'), which cannot deadlock`,
    )
  })
  return problems
}

function importsOf(path, text, files) {
  const edges = []
  visit(parse(path, text), node => {
    const [literal, typeOnly] = specifierOf(node)
    if (!literal || !ts.isStringLiteralLike(literal)) return
    const specifier = literal.text.replace(/\?\w+$/, '')
    const to = specifier.startsWith('.') ? resolve(path, specifier, files) : undefined
    edges.push({ from: path, to, specifier, typeOnly, line: lineOf(literal) })
  })
  return edges
}

/** @returns the node that holds the specifier if this imports anything, and whether nothing is left at run time */
function specifierOf(node) {
  if (ts.isImportDeclaration(node)) return [node.moduleSpecifier, node.importClause?.isTypeOnly ?? false]
  if (ts.isExportDeclaration(node)) return [node.moduleSpecifier, node.isTypeOnly]
  if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) return [node.argument.literal, true]
  const isImportCall = ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword
  return isImportCall ? [node.arguments[0], false] : []
}

function resolve(from, specifier, files) {
  const path = join(dirname(from), specifier)
  const endings = ['', '.ts', '.tsx', '.mjs', '/index.ts', '/index.tsx']
  return endings.map(ending => path + ending).find(candidate => files.has(candidate)) ?? path
}

function parse(path, text) {
  return ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true)
}

function visit(node, see) {
  see(node)
  node.forEachChild(child => visit(child, see))
}

function lineOf(node) {
  return node.getSourceFile().getLineAndCharacterOfPosition(node.getStart()).line + 1
}

function isIn(path, folder) {
  return path === folder || path.startsWith(`${folder}/`)
}

function packageOf(specifier) {
  return specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/')
}

function listed(names, none) {
  return names.length > 0 ? names.join(', ') : none
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const problems = arrowProblems(readSources())
  for (const problem of problems) console.log(problem)
  process.exit(problems.length > 0 ? 1 : 0)
}
