import { describe, expect, test } from 'vitest'
import { isPublicAddress, obstacleIn } from '../../../api/http/address'

const PUBLIC = [
  'https://shop.example/hooks',
  'https://shop.example:8443/hooks',
  'https://shop.example./hooks',
  'https://8.8.8.8/',
  'https://172.32.0.1/',
  'https://100.128.0.1/',
  'https://[2606:4700:4700::1111]/',
  'https://[::ffff:8.8.8.8]/',
  'https://[64:ff9b::808:808]/',
  'https://localhost.shop.example/',
  'https://häuser.example/',
]

const PRIVATE = [
  'https://localhost/',
  'https://LOCALHOST./',
  'https://shop.localhost/',
  'https://printer.local/',
  'https://metadata.google.internal/computeMetadata/v1/',
  'https://db.home.arpa/',
  'https://intranet/',
  'https://127.0.0.1/',
  'https://127.1/',
  'https://2130706433/',
  'https://0x7f000001/',
  'https://0177.0.0.1/',
  'https://①②⑦.0.0.1/',
  'https://0.0.0.0/',
  'https://10.1.2.3/',
  'https://100.64.0.1/',
  'https://100.100.100.200/',
  'https://169.254.169.254/latest/meta-data/',
  'https://168.63.129.16/',
  'https://172.16.0.1/',
  'https://172.31.255.255/',
  'https://192.168.0.1/',
  'https://192.0.2.1/',
  'https://198.18.0.1/',
  'https://224.0.0.1/',
  'https://255.255.255.255/',
  'https://[::]/',
  'https://[::1]/',
  'https://[::ffff:127.0.0.1]/',
  'https://[::ffff:a9fe:a9fe]/',
  'https://[::127.0.0.1]/',
  'https://[64:ff9b::7f00:1]/',
  'https://[64:ff9b:1::808:808]/',
  'https://[fe80::1]/',
  'https://[fec0::1]/',
  'https://[fc00::1]/',
  'https://[fd00:ec2::254]/',
  'https://[ff02::1]/',
  'https://[2001:db8::1]/',
  'https://[2001::1]/',
  'https://[2002:7f00:1::]/',
]

const OTHERWISE = [
  'http://shop.example/',
  'http://localhost/',
  'http://127.0.0.1:3000/',
  'ftp://shop.example/',
  'file:///etc/passwd',
  'https://ada@shop.example/',
  'https://ada:secret@shop.example/',
  'http://localhost:80@shop.example/',
  'https://',
  'shop.example',
  '',
]

describe('an address of a webhook', () => {
  test.each(PUBLIC)('may be %s', address => {
    expect(obstacleIn(address, false)).toBeUndefined()
    expect(obstacleIn(address, true)).toBeUndefined()
  })

  test.each(PRIVATE)('is refused when it is private: %s', address => {
    expect(obstacleIn(address, false)).toBe('must be reachable from the internet')
  })

  test.each(OTHERWISE)('is refused when it is no plain https address: %s', address => {
    expect(obstacleIn(address, false)).toMatch(/^must (be|not)/)
  })

  test('may be this machine in a development set-up, and no other', () => {
    for (const address of ['http://localhost:3000/', 'http://127.0.0.1/', 'https://localhost/'])
      expect(obstacleIn(address, true)).toBeUndefined()
    for (const address of [
      'http://192.168.0.1/',
      'http://shop.example/',
      'https://[::1]/',
      'http://a@localhost/',
    ])
      expect(obstacleIn(address, true)).toBeDefined()
  })
})

test.each([
  '',
  'shop.example',
  '1.2.3',
  '1.2.3.256',
  '::1::',
  '1:2:3:4:5:6:7',
  '1:2:3:4:5:6:7:8:9',
  'fe80::1%eth0',
  '2000::g',
])('what is no public address is not taken for one: %s', ip => expect(isPublicAddress(ip)).toBe(false))
