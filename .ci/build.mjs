import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { stripVTControlCharacters } from 'node:util'
import { prepare } from './prepare.mjs'
import { filesIn, hashOf, readStamp, stale, stampOf } from './targets.mjs'

/** Makes those of the named targets (all by default) that are stale, says so, and returns their names. */
export async function buildStale(names) {
  const targets = stale(names)
  for (const name of targets) {
    const begun = performance.now()
    const { make } = await import('./make.mjs')
    const out = `dist/.build/${name}-${process.pid}`
    const hash = hashOf(name)
    try {
      const remark = await make[name](out)
      const published = publish(name, out)
      const { files } = published
      writeStamp(name, { hash, ...published })
      const ms = Math.round(performance.now() - begun)
      console.log(
        `built ${name}: ${files.length} files in ${ms} ms${typeof remark === 'string' ? `, ${remark}` : ''}`,
      )
    } catch (error) {
      throw new Error(`${name} cannot be built: ${stripVTControlCharacters(error.message)}`, { cause: error })
    } finally {
      rmSync(out, { recursive: true, force: true })
    }
  }
  return targets
}

/**
 * Moves what was made into dist file by file, so that no reader ever finds half of a result: what has a hash in its name
 * comes before what asks for it by that name. Pages that still have the loader of the build before find its files until
 * the next.
 */
function publish(name, out) {
  const made = filesIn(out).map(path => path.slice(out.length + 1))
  const files = [...made.filter(isHashed), ...made.filter(file => !isHashed(file))]
  for (const file of files) {
    mkdirSync(dirname(join('dist', file)), { recursive: true })
    renameSync(join(out, file), join('dist', file))
  }
  const stamp = readStamp(name)
  const had = (stamp?.files ?? []).filter(file => !files.includes(file))
  const kept = had.filter(isHashed)
  const gone = [...had, ...(stamp?.kept ?? [])].filter(file => !files.includes(file) && !kept.includes(file))
  for (const file of gone) rmSync(join('dist', file), { force: true })
  return { files, kept }
}

const isHashed = file => /-[0-9a-f]{8}\./.test(file)

function writeStamp(name, stamp) {
  mkdirSync(dirname(stampOf(name)), { recursive: true })
  writeFileSync(stampOf(name), JSON.stringify(stamp))
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  prepare()
  await buildStale(process.argv.length > 2 ? process.argv.slice(2) : undefined).catch(error => {
    console.error(error.message)
    process.exit(1)
  })
}
