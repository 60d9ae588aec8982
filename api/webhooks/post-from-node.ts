import { lookup as lookUp } from 'node:dns'
import { type RequestOptions, request as requestHttp } from 'node:http'
import { request as requestHttps } from 'node:https'
import type { LookupFunction } from 'node:net'
import { isPublicAddress, isThisMachine } from '../http/address'
import { type Letter, type Post, secondsOf } from './post'
import type { Answer } from './retry'

/**
 * Looks at every address a host name leads to, and connects to one of those it looked at: a name that leads elsewhere
 * a moment later is of no use. `fetch` cannot be given an address to connect to, so this is node:https.
 */
export function postFromNode(resolve: LookupFunction = lookUp): Post {
  return letter =>
    new Promise((answer, reject) => {
      const url = new URL(letter.url)
      const request = (url.protocol === 'https:' ? requestHttps : requestHttp)(
        url,
        optionsOf(letter, url, resolve),
      )
      request.on('error', reject)
      request.on('response', reply => {
        answer(answerOf(reply.statusCode, reply.headers['retry-after']))
        reply.destroy()
      })
      request.end(letter.body)
    })
}

function optionsOf({ headers, body, timeoutMs }: Letter, url: URL, resolve: LookupFunction): RequestOptions {
  return {
    method: 'POST',
    headers: { ...headers, 'content-length': Buffer.byteLength(body) },
    signal: AbortSignal.timeout(timeoutMs),
    lookup: isThisMachine(url) ? resolve : publicOnly(resolve),
    agent: false,
  }
}

const answerOf = (status: number | undefined, retryAfter: string | undefined): Answer => ({
  status: status ?? null,
  retryAfter: secondsOf(retryAfter),
})

function publicOnly(resolve: LookupFunction): LookupFunction {
  return (hostname, options, callback) =>
    resolve(hostname, { ...options, all: true }, (error, found) => {
      const addresses = typeof found === 'string' ? [{ address: found, family: 0 }] : found
      if (error) return callback(error, addresses)
      const [first] = addresses
      if (!first || addresses.some(({ address }) => !isPublicAddress(address)))
        return callback(new Error(`${hostname} leads to a private network`), [])
      if (options.all) return callback(null, addresses)
      callback(null, first.address, first.family)
    })
}
