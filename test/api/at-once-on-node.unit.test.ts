import { once } from 'node:events'
import { request } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { listening } from '../../api/at-once-on-node'

const server = listening(({ path, header }) => {
  if (path !== '/known') return undefined
  return { status: 200, body: `known ♥ ${header('authorization')}`, headers: { 'X-Own': 'yes' } }
})({}, (_, outgoing) => outgoing.end('the usual way'))
beforeAll(async () => {
  await once(server.listen(0, '127.0.0.1'), 'listening')
})
afterAll(() => server.close())

async function ask(path: string, headers: Record<string, string | string[]> = {}) {
  const { port } = server.address() as AddressInfo
  const sent = request({ port, host: '127.0.0.1', path, headers, agent: false }).end()
  const [reply] = await once(sent, 'response')
  let text = ''
  for await (const chunk of reply.setEncoding('utf8')) text += chunk
  return { text, headers: reply.headers }
}

describe('a server that asks first whether the reply is known', () => {
  it('sends it as it is, with its length in bytes', async () => {
    const { text, headers } = await ask('/known', { authorization: 'Bearer x' })
    expect(text).toBe('known ♥ Bearer x')
    expect(headers).toMatchObject({ 'x-own': 'yes', 'content-length': String(Buffer.byteLength(text)) })
  })

  it('goes the usual way with what is not known', async () => {
    expect((await ask('/other')).text).toBe('the usual way')
  })

  it('goes the usual way with a token that came twice', async () => {
    expect((await ask('/known', { authorization: ['Bearer x', 'Bearer y'] })).text).toBe('the usual way')
  })
})
