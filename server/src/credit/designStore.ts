// How certificates look: the provider's design, the bodies' templates, and for good the sources that
// certificates were issued with.
import { createHash } from 'node:crypto'
import type { DesignPlan } from '@lectern/shared/certificateDesign'
import { keys } from '@lectern/shared/keys'
import type { Redis } from 'ioredis'
import { exchange, swap } from '../core/swap.ts'
import type { CertificateBundle } from './pdf/bundle.ts'

export type Picture = 'logo' | 'signature'

export interface StoredTemplate {
  source: string
  /** 1 for the first one that the office saved. */
  version: number
  at: number
  by: string
}

/** Pictures are kept for good, since certificates show them. */
const picturesMax = 200

export type DesignStore = ReturnType<typeof createDesignStore>

export function createDesignStore(redis: Redis) {
  const read = async (policyId: string): Promise<{ text: string | null; stored: StoredTemplate | null }> => {
    const text = await redis.hget(keys.certificateTemplates(), policyId)
    return { text, stored: text === null ? null : (JSON.parse(text) as StoredTemplate) }
  }
  return {
    async plan(): Promise<DesignPlan> {
      const text = await redis.get(keys.certificateDesign())
      return text === null ? { country: '', signerName: '', signerTitle: '' } : JSON.parse(text)
    },
    async savePlan(plan: DesignPlan): Promise<void> {
      await redis.set(keys.certificateDesign(), JSON.stringify(plan))
    },

    async pictures(): Promise<Record<Picture, string | null>> {
      const { logo = null, signature = null } = await redis.hgetall(keys.certificatePictures())
      return { logo, signature }
    },
    /** Null: none from now on. */
    async replacePicture(picture: Picture, fileId: string | null): Promise<void> {
      if (fileId) await redis.sadd(keys.certificatePicturesKept(), fileId)
      await exchange(redis, keys.certificatePictures(), picture, fileId)
    },
    mayKeepMore: async (): Promise<boolean> =>
      (await redis.scard(keys.certificatePicturesKept())) < picturesMax,

    template: async (policyId: string): Promise<StoredTemplate | null> => (await read(policyId)).stored,
    async templates(): Promise<Map<string, StoredTemplate>> {
      const all = Object.entries(await redis.hgetall(keys.certificateTemplates()))
      return new Map(all.map(([policyId, text]) => [policyId, JSON.parse(text) as StoredTemplate]))
    },
    /** False if another version is stored than the one that this is based on; 0 for none. */
    async saveTemplate(policyId: string, based: number, next: StoredTemplate): Promise<boolean> {
      const { text, stored } = await read(policyId)
      if ((stored?.version ?? 0) !== based) return false
      return swap(redis, keys.certificateTemplates(), policyId, text, JSON.stringify(next))
    },
    async removeTemplate(policyId: string): Promise<void> {
      await redis.hdel(keys.certificateTemplates(), policyId)
    },

    /** Keeps what a certificate is printed with, and returns its hash. */
    async keepSource(bundle: CertificateBundle): Promise<string> {
      const text = JSON.stringify(bundle)
      const hash = createHash('sha256').update(text).digest('hex')
      await redis.hsetnx(keys.certificateSources(), hash, text)
      return hash
    },
    /** The text of which this is the hash. */
    sourceText: (hash: string): Promise<string | null> => redis.hget(keys.certificateSources(), hash),
    async source(hash: string): Promise<CertificateBundle | undefined> {
      const text = await redis.hget(keys.certificateSources(), hash)
      return text === null ? undefined : (JSON.parse(text) as CertificateBundle)
    },
  }
}
