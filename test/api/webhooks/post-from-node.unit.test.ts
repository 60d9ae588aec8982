import { expect, test } from 'vitest'
import { postFromNode } from '../../../api/webhooks/post-from-node'

test.each([
  [['127.0.0.1']],
  [['10.0.0.1']],
  [['8.8.8.8', '192.168.0.1']],
  [['::1']],
  [['fd00:ec2::254']],
  [[]],
])('does not reach a private network by a name that leads to %s', async addresses => {
  const found = addresses.map(address => ({ address, family: address.includes(':') ? 6 : 4 }))
  const post = postFromNode((_name, _options, done) => done(null, found))
  const letter = { url: 'https://shop.example/', headers: {}, body: '{}', timeoutMs: 1000 }
  await expect(post(letter)).rejects.toThrow('leads to a private network')
})
