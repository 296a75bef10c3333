// A conference as pages show it: its name and logo before the sign-in, and the organiser's settings.
import type { Conference, ConferencePlan, conferenceRoutes, Provider } from '@lectern/shared/conferences'
import { errors } from '@lectern/shared/errors'
import type { SessionView } from '@lectern/shared/program'
import type { AccountsStore } from '../accounts/accountsStore.ts'
import { senderNow } from '../accounts/sender.ts'
import { requireRole } from '../core/authorise.ts'
import type { Clock } from '../core/clock.ts'
import type { RouteHandlers } from '../http/routeHandlers.ts'
import { inertForGood } from '../uploads/inert.ts'
import type { ReplacePicture } from '../uploads/replacePicture.ts'
import type { Uploads } from '../uploads/uploads.ts'
import { createDates } from './dates.ts'

export interface SettingsRoutesOptions {
  program: {
    conferenceIds(): Promise<string[]>
    conference(conferenceId: string): Promise<Conference>
    isLogo(logoId: string): Promise<boolean>
    /** Returns the id of the logo that it replaces. */
    replaceLogo(conferenceId: string, logoId: string | null): Promise<string | null>
    views(conferenceId: string): Promise<SessionView[]>
  }
  provider: () => Promise<Provider | undefined>
  planConference: (conferenceId: string, plan: ConferencePlan) => Promise<Conference>
  accounts: Pick<AccountsStore, 'memberOf' | 'isSignedIn'>
  uploads: Uploads
  replacePicture: ReplacePicture
  clock: Clock
}

type SettingsRoutes = Pick<
  typeof conferenceRoutes,
  | 'conferences.welcome'
  | 'conferences.logo'
  | 'conferences.settings'
  | 'conferences.plan'
  | 'conferences.uploadLogo'
  | 'conferences.removeLogo'
>

export function createSettingsRoutes(options: SettingsRoutesOptions): RouteHandlers<SettingsRoutes> {
  const { program, provider, accounts, uploads, replacePicture, clock } = options
  const datesNow = createDates(program, clock)
  return {
    async 'conferences.welcome'({ conferenceId }) {
      if (conferenceId !== undefined) {
        const { title, timeZone, contact, logo } = await program.conference(conferenceId)
        const shown = { title, timeZone, ...(contact && { contact }), ...(logo && { logo }) }
        return { ...shown, ...(await datesNow(conferenceId)) }
      }
      // Before the sign-in nobody knows which conference somebody comes for, or how many there are.
      if ((await program.conferenceIds()).length === 0) throw errors.noConference()
      return { title: (await provider())?.name ?? '', timeZone: 'UTC', startsAt: null, endsAt: null }
    },
    async 'conferences.logo'({ params: { logoId } }) {
      if (!(await program.isLogo(logoId))) throw errors.notFound('logo')
      return {
        name: 'logo.png',
        inline: true,
        content: { path: uploads.pathOf(logoId) },
        headers: inertForGood('public'),
      }
    },
    'conferences.settings': ({ conferenceId }) => program.conference(conferenceId),
    'conferences.plan': ({ body, conferenceId }) => options.planConference(conferenceId, body),
    async 'conferences.uploadLogo'(call) {
      await replacePicture({
        kind: 'logo',
        call,
        requireStill: async () => requireRole(['organiser'], await senderNow(accounts, call)),
        record: (logoId) => program.replaceLogo(call.conferenceId, logoId),
      })
      return program.conference(call.conferenceId)
    },
    async 'conferences.removeLogo'({ conferenceId }) {
      const removed = await program.replaceLogo(conferenceId, null)
      if (removed) await uploads.remove(removed)
      return program.conference(conferenceId)
    },
  }
}
