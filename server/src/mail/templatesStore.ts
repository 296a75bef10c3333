// The texts of a conference's mails and its settings, and each text that was ever sent.
import { createHash } from 'node:crypto'
import { errors } from '@lectern/shared/errors'
import { keys } from '@lectern/shared/keys'
import { type MailSettings, mailSettings, type SavedMailTemplate } from '@lectern/shared/mail'
import { defaultTemplates } from '@lectern/shared/mailDefaults'
import { languageSent, type MailKind, type MailLanguage, mailKindNames } from '@lectern/shared/mailKinds'
import type { MailTemplate } from '@lectern/shared/mailText'
import type { Redis } from 'ioredis'
import { swap } from '../core/swap.ts'

interface StoredTemplate extends MailTemplate {
  /** Increments with every change; a text that was taken back keeps counting. */
  version: number
  isOwn: boolean
}

const defaultSettings: MailSettings = { off: [], reminders: 'agenda', language: 'en' }

export type TemplatesStore = ReturnType<typeof createTemplatesStore>

export function createTemplatesStore(redis: Redis) {
  const saved = (kind: MailKind, stored: StoredTemplate | undefined): SavedMailTemplate => ({
    kind,
    ...(stored?.isOwn ? { subject: stored.subject, text: stored.text } : defaultTemplates[kind]),
    isOwn: stored?.isOwn ?? false,
    version: stored?.version ?? 0,
  })

  const store = {
    async all(conferenceId: string, language: MailLanguage): Promise<SavedMailTemplate[]> {
      const fields = mailKindNames.map((kind) => `${language} ${kind}`)
      const texts = await redis.hmget(keys.mailTemplates(conferenceId), ...fields)
      return mailKindNames.map((kind, i) =>
        saved(kind, texts[i] ? (JSON.parse(texts[i]) as StoredTemplate) : undefined),
      )
    },

    async one(conferenceId: string, language: MailLanguage, kind: MailKind): Promise<SavedMailTemplate> {
      const text = await redis.hget(keys.mailTemplates(conferenceId), `${language} ${kind}`)
      return saved(kind, text === null ? undefined : (JSON.parse(text) as StoredTemplate))
    },

    /** The text that somebody gets who wants these languages, the first one most; and its language. */
    async best(
      conferenceId: string,
      kind: MailKind,
      wanted: readonly (MailLanguage | null)[],
    ): Promise<{ template: MailTemplate; language: MailLanguage }> {
      const languages = [...new Set([...wanted, 'en' as const])].filter((language) => language !== null)
      const found = new Map(
        await Promise.all(
          languages.map(async (each) => [each, await store.one(conferenceId, each, kind)] as const),
        ),
      )
      const language = languageSent(wanted, (each) => found.get(each)!.isOwn)
      return { language, template: found.get(language)! }
    },

    /** `template` null: the product's own text again. Throws `stale`. */
    async save(
      conferenceId: string,
      { kind, language, version }: { kind: MailKind; language: MailLanguage; version?: number },
      template: MailTemplate | null,
    ): Promise<SavedMailTemplate> {
      const field = `${language} ${kind}`
      for (;;) {
        const text = await redis.hget(keys.mailTemplates(conferenceId), field)
        const before = text === null ? undefined : (JSON.parse(text) as StoredTemplate)
        if (version !== undefined && version !== (before?.version ?? 0))
          throw errors.stale(
            'Somebody else has saved this text since you opened it. Theirs is shown; yours is kept in the form.',
            {
              template: saved(kind, before),
            },
          )
        const next: StoredTemplate = {
          ...(template ?? { subject: '', text: '' }),
          isOwn: template !== null,
          version: (before?.version ?? 0) + 1,
        }
        if (await swap(redis, keys.mailTemplates(conferenceId), field, text, JSON.stringify(next)))
          return saved(kind, next)
      }
    },

    /**
     * Keeps a text as it is sent, so that the office can read later what a person got. Returns its digest.
     */
    async keep(conferenceId: string, { subject, text }: MailTemplate): Promise<string> {
      const kept = JSON.stringify({ subject, text })
      const digest = createHash('sha256').update(kept).digest('base64url').slice(0, 22)
      await redis.hsetnx(keys.mailTexts(conferenceId), digest, kept)
      return digest
    },

    async kept(conferenceId: string, digest: string): Promise<MailTemplate | undefined> {
      const text = await redis.hget(keys.mailTexts(conferenceId), digest)
      return text === null ? undefined : (JSON.parse(text) as MailTemplate)
    },

    async settings(conferenceId: string): Promise<MailSettings> {
      const text = await redis.get(keys.mailSettings(conferenceId))
      return text === null ? defaultSettings : mailSettings.parse(JSON.parse(text))
    },

    /** Copies texts and settings to another conference, but for those that it has. */
    async copy(from: string, to: string): Promise<void> {
      const texts = Object.entries(await redis.hgetall(keys.mailTemplates(from)))
      await Promise.all(texts.map(([field, text]) => redis.hsetnx(keys.mailTemplates(to), field, text)))
      const settings = await redis.get(keys.mailSettings(from))
      if (settings !== null) await redis.set(keys.mailSettings(to), settings, 'NX')
    },

    async saveSettings(conferenceId: string, settings: MailSettings): Promise<void> {
      await redis.set(keys.mailSettings(conferenceId), JSON.stringify(settings))
    },
  }
  return store
}
