import { networkInterfaces } from 'node:os'
import { expect, test } from '@jest/globals'
import { listenAddresses, withAllAddresses } from './addresses.ts'

const names: Record<string, string[]> = {
  'media.example.org': ['203.0.113.7', '2001:db8::7'],
  'v4.example.org': ['203.0.113.8'],
}
const resolve = async (name: string): Promise<string[]> => {
  if (!names[name]) throw Object.assign(new Error('getaddrinfo ENOTFOUND'), { code: 'ENOTFOUND' })
  return names[name]
}
const hasIPv6 = Object.values(networkInterfaces())
  .flat()
  .some((address) => address?.family === 'IPv6')

test('a host name is announced as its addresses, of both families if the machine has both', async () => {
  const listens = await listenAddresses({ announced: ['media.example.org'], listenIp: undefined }, resolve)
  expect(listens).toEqual([
    { ip: '0.0.0.0', announced: ['203.0.113.7'] },
    ...(hasIPv6 ? [{ ip: '::', announced: ['2001:db8::7'] }] : []),
  ])
})

test('a name without an address is refused with a message that names it', async () => {
  await expect(
    listenAddresses({ announced: ['nowhere.example'], listenIp: undefined }, resolve),
  ).rejects.toThrow(/SFU_ANNOUNCED_ADDRESS names "nowhere.example", and no address can be found/)
  await expect(listenAddresses({ announced: ['2001:db8::7'], listenIp: '0.0.0.0' }, resolve)).rejects.toThrow(
    /cannot listen for any of 2001:db8::7 \(SFU_LISTEN_IP is "0.0.0.0"\)/,
  )
})

test('several addresses on one socket are all candidates, the first preferred', async () => {
  const announced = ['198.51.100.1', 'v4.example.org']
  const listens = await listenAddresses({ announced, listenIp: '10.0.0.7' }, resolve)
  expect(listens).toEqual([{ ip: '10.0.0.7', announced: ['198.51.100.1', '203.0.113.8'] }])
  const candidate = {
    foundation: 'udpcandidate',
    priority: 1000,
    address: '198.51.100.1',
    ip: '198.51.100.1',
    protocol: 'udp',
    port: 40_000,
    type: 'host',
  } as const
  expect(withAllAddresses([candidate], listens)).toEqual([
    candidate,
    { ...candidate, foundation: 'udpcandidate1', priority: 999, address: '203.0.113.8', ip: '203.0.113.8' },
  ])
})

test('without an announced address this machine uses loopback and its own address, since Firefox accepts no loopback', async () => {
  const [loopback, ...others] = await listenAddresses({ announced: undefined, listenIp: undefined })
  expect(loopback).toEqual({ ip: '127.0.0.1', announced: [] })
  const external = Object.values(networkInterfaces())
    .flat()
    .filter((address) => address?.family === 'IPv4' && !address.internal)
  expect(others).toHaveLength(external.length > 0 ? 1 : 0)
})
