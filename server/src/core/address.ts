// The client address of a request, for limits. Express and the sockets must agree on it.
import type { IncomingMessage } from 'node:http'
import { isIPv6 } from 'node:net'

export type AddressOf = (request: IncomingMessage) => string

/** The first four groups of an IPv6 address: one customer has at least that many addresses. */
function network(address: string): string {
  const [head = '', tail] = address.split('::')
  const groups = head.split(':').filter(Boolean)
  const after = tail?.split(':').filter(Boolean) ?? []
  const missing = tail === undefined ? 0 : Math.max(0, 8 - groups.length - after.length)
  return [...groups, ...Array<string>(missing).fill('0'), ...after].slice(0, 4).join(':')
}

/** What counts as one address: an IPv4 address, or an IPv6 network of 64 bits. */
export function addressKey(address: string): string {
  const v4 = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1]
  if (v4) return v4
  return isIPv6(address) ? network(address.toLowerCase()) : address
}

/**
 * `proxies`: how many are in front. Each appends its client to X-Forwarded-For, so only that many of the last
 * entries are trusted, as in Express.
 */
export const createAddressOf =
  (proxies: number): AddressOf =>
  (request) => {
    const forwarded = String(request.headers['x-forwarded-for'] ?? '').split(',')
    const hops = [request.socket.remoteAddress ?? 'unknown', ...forwarded.reverse().map((hop) => hop.trim())]
    return addressKey(hops.slice(0, proxies + 1).findLast(Boolean) ?? 'unknown')
  }
