import { spawnSync } from 'node:child_process'
import { accessSync, constants } from 'node:fs'
import { delimiter, join } from 'node:path'

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']
const macPaths = ['Chromium', 'Google Chrome'].map(name => `/Applications/${name}.app/Contents/MacOS/${name}`)
const debianPackages = ['chromium', 'fonts-liberation', 'fonts-dejavu-core', 'fonts-noto-core']

/** The browser the journeys drive: $CHROMIUM, or else what the system has. */
export function findChromium() {
  return process.env.CHROMIUM || findProgram(...names) || macPaths.find(isProgram)
}

/** Finds the browser, installing the system's package when there is none. */
export function prepareChromium() {
  if (!findChromium() && findProgram('apt-get')) installChromium()
  const path = findChromium()
  if (path && isProgram(path)) return
  const found = path ? `${path} cannot be run` : 'there is none'
  throw new Error(`The journeys need Chromium, and ${found}. Install it, or set CHROMIUM to its path.`)
}

function installChromium() {
  const root = process.getuid?.() === 0
  const sudo = root ? [] : ['sudo', ...(process.stdin.isTTY ? [] : ['--non-interactive'])]
  for (const step of [['update'], ['install', '-y', ...debianPackages]]) {
    const [command, ...args] = [...sudo, 'env', 'DEBIAN_FRONTEND=noninteractive', 'apt-get', ...step]
    console.log(`No Chromium found: ${[...sudo, 'apt-get', ...step].join(' ')} …`)
    spawnSync(command, args, { stdio: [root ? 'ignore' : 'inherit', 'ignore', 'inherit'] })
  }
}

function findProgram(...names) {
  const folders = ['/usr/bin', ...(process.env.PATH ?? '').split(delimiter)]
  return names.flatMap(name => folders.map(folder => join(folder, name))).find(isProgram)
}

function isProgram(path) {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}
