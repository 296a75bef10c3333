// The addresses on which media is received, and those announced to browsers.
import { createSocket } from 'node:dgram'
import { lookup } from 'node:dns/promises'
import { once } from 'node:events'
import { isIP, isIPv4 } from 'node:net'
import { networkInterfaces } from 'node:os'
import { ConfigError } from '@lectern/shared/configReader'
import type { IceCandidate } from 'mediasoup/types'

export interface ListenAddress {
  ip: string
  /** What browsers are told instead; empty: the address itself. */
  announced: string[]
}

export interface AddressSettings {
  /** Addresses and host names. */
  announced: string[] | undefined
  listenIp: string | undefined
}

type Resolve = (name: string) => Promise<string[]>

const lookUp: Resolve = async (name) => (await lookup(name, { all: true })).map(({ address }) => address)

/** This machine's address in its network, if it has one. */
async function primaryAddress(): Promise<string | undefined> {
  const socket = createSocket('udp4')
  try {
    // Sends nothing; it only makes the system choose an interface.
    socket.connect(9, '192.0.2.1')
    await once(socket, 'connect')
    return socket.address().address
  } catch {
    const all = Object.values(networkInterfaces()).flatMap((addresses) => addresses ?? [])
    return all.find(({ internal, family }) => !internal && family === 'IPv4')?.address
  } finally {
    socket.close()
  }
}

const hasIPv6 = (): boolean =>
  Object.values(networkInterfaces()).some((addresses) => addresses?.some(({ family }) => family === 'IPv6'))

async function resolveAll(names: string[], resolve: Resolve): Promise<string[]> {
  const resolved = await Promise.all(
    names.map(async (name) => {
      if (isIP(name)) return [name]
      const addresses = await resolve(name).catch(() => [])
      if (addresses.length > 0) return addresses
      throw new ConfigError(
        `SFU_ANNOUNCED_ADDRESS names "${name}", and no address can be found for it: browsers could not reach this media node. Correct the name, or give the address itself.`,
      )
    }),
  )
  return [...new Set(resolved.flat())]
}

/** Throws ConfigError for a name without an address, or without one that this machine can listen on. */
export async function listenAddresses(
  { announced, listenIp }: AddressSettings,
  resolve: Resolve = lookUp,
): Promise<ListenAddress[]> {
  if (!announced) {
    // Firefox accepts no loopback candidate, so another address is needed even on this machine.
    const primary = await primaryAddress()
    if (listenIp === '0.0.0.0') return [{ ip: listenIp, announced: [primary ?? '127.0.0.1'] }]
    if (listenIp) return [{ ip: listenIp, announced: [] }]
    return ['127.0.0.1', ...(primary ? [primary] : [])].map((ip) => ({ ip, announced: [] }))
  }
  const addresses = await resolveAll(announced, resolve)
  const families = [
    { ip: '0.0.0.0', announced: addresses.filter(isIPv4), isUsable: !listenIp || isIPv4(listenIp) },
    {
      ip: '::',
      announced: addresses.filter((address) => !isIPv4(address)),
      isUsable: listenIp ? !isIPv4(listenIp) : hasIPv6(),
    },
  ].filter((family) => family.isUsable && family.announced.length > 0)
  if (families.length === 0)
    throw new ConfigError(
      `SFU_ANNOUNCED_ADDRESS is "${announced.join(',')}": this machine cannot listen for any of ${addresses.join(', ')} (SFU_LISTEN_IP is ${listenIp ? `"${listenIp}"` : 'not set'}).`,
    )
  return families.map(({ ip, announced }) => ({ ip: listenIp ?? ip, announced }))
}

/** mediasoup announces one address per socket; these are the candidates for all of them. */
export const withAllAddresses = (
  candidates: readonly IceCandidate[],
  listens: readonly ListenAddress[],
): IceCandidate[] =>
  candidates.flatMap((candidate) => {
    const further =
      listens.find(({ announced }) => announced[0] === candidate.address)?.announced.slice(1) ?? []
    return [
      candidate,
      ...further.map((address, n) => ({
        ...candidate,
        foundation: `${candidate.foundation}${n + 1}`,
        priority: Math.max(1, candidate.priority - n - 1),
        address,
        ip: address,
      })),
    ]
  })
