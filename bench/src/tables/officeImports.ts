// A CE office that imports files into the running product, as its pages do.
import { setTimeout as wait } from 'node:timers/promises'
import type { ImportKind, ImportView } from '@lectern/shared/imports'
import type { Product } from '../../../e2e/product.ts'
import { signIn } from '../../../scripts/programClient.ts'

const officeId = 'ito'
const running = new Set(['previewing', 'applying'])
/** How often progress is asked for, in ms. */
const askMs = 100

/** Resolves once everything in the file is there. Rejects if a row is not. */
export type ImportFile = (kind: ImportKind, text: string) => Promise<void>

export async function startOffice(product: Product): Promise<ImportFile> {
  const [address] = product.addresses
  const cookie = await signIn(await product.linkOf({ personId: officeId }))
  async function ask(method: string, path: string, body?: Buffer | object): Promise<ImportView> {
    const isFile = Buffer.isBuffer(body)
    const answer = await fetch(`${address}/api/office/imports${path}`, {
      method,
      headers: { cookie, 'content-type': isFile ? 'application/octet-stream' : 'application/json' },
      ...(body && { body: isFile ? new Uint8Array(body) : JSON.stringify(body) }),
    })
    if (!answer.ok) throw new Error(await answer.text())
    return (await answer.json()) as ImportView
  }
  async function settled(id: string): Promise<ImportView> {
    for (;;) {
      const one = await ask('GET', `/${id}`)
      if (!running.has(one.state)) return one
      await wait(askMs)
    }
  }
  return async (kind, text) => {
    const query = new URLSearchParams({ kind, fileName: `${kind}.csv`, importId: crypto.randomUUID() })
    const { id, mapping, rows } = await ask('POST', `?${query}`, Buffer.from(text))
    await ask('PUT', `/${id}/columns`, mapping)
    const { counts } = await settled(id)
    if (counts?.add !== rows) throw new Error(`${counts?.add} of ${rows} rows would be added`)
    await ask('POST', `/${id}/apply`)
    const { state, refused } = await settled(id)
    if (state !== 'applied' || refused > 0)
      throw new Error(`the import is ${state}, ${refused} rows were refused`)
  }
}

const header = 'Id,Email,First name,Last name,Affiliation,Profession'
/** A table of new people. */
export const peopleFile = (count: number, group: string): string =>
  [
    header,
    ...Array.from(
      { length: count },
      (_, i) => `${group}-${i},${group}.${i}@example.org,Given${i},Family${i},Hospital ${i % 200},physician`,
    ),
  ].join('\n')

const rooms = 10
const minuteMs = 60_000
const iso = (at: number): string => new Date(at).toISOString().replace('.000Z', 'Z')

/** A programme of half hours in ten rooms, from `startsAt` (ms) on, with a speaker for each. */
export const programFile = (count: number, startsAt: number): string =>
  [
    'Id,Title,Start,Duration,Room,Speakers,Summary',
    ...Array.from({ length: count }, (_, i) => {
      const at = startsAt + Math.floor(i / rooms) * 30 * minuteMs
      const summary = `What is new in topic ${i}, what it changes in practice, and which questions stay open.`
      return `talk-${i},Session ${i} of the programme,${iso(at)},25,Room ${(i % rooms) + 1},Speaker Number${i} [sp-${i}],"${summary}"`
    }),
  ].join('\n')
