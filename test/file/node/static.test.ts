import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type House, openHouse } from './server'

let house: House
let url: string
beforeAll(async () => {
  house = await openHouse()
  url = (await house.start()).url
})
afterAll(() => house.clear())

const { files } = JSON.parse(readFileSync('dist/widget/manifest.json', 'utf8')) as { files: object }
const hashed = Object.keys(files).find(name => name.startsWith('panel-')) ?? ''

const cached = async (name: string) => {
  const reply = await fetch(new URL(`/widget/v1/${name}`, url))
  return [reply.status, reply.headers.get('Cache-Control')]
}

it('lets browsers keep a file for as long as it stays what it is', async () => {
  expect(await cached('laurel.js')).toEqual([200, 'public, max-age=300'])
  expect(await cached(hashed)).toEqual([200, 'public, max-age=31536000, immutable'])
})

it('lets nobody keep that a file is not there, as another server of the same address may have it', async () => {
  expect(await cached(hashed.replace(/[0-9a-f]{8}/, '00000000'))).toEqual([404, 'no-store'])
})
