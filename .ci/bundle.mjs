import { readFileSync } from 'node:fs'
import { buildStale } from './build.mjs'
import { sizeOfWorker } from './make.mjs'
import { prepare } from './prepare.mjs'

// `npm run bundle`: what an edge deployment sends, and how large the worker is.
prepare()
await buildStale(['worker', 'widget', 'docs', 'assets'])
console.log(`dist/api/worker.js: ${sizeOfWorker(readFileSync('dist/api/worker.js', 'utf8'))}`)
