// The conference as pages show it: its name and logo before the sign-in, and the organiser's settings.
import type { Conference, ConferencePlan, conferenceRoutes } from '@lectern/shared/conferences'
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
    conference(): Promise<Conference>
    planConference(plan: ConferencePlan): Promise<Conference>
    isLogo(logoId: string): Promise<boolean>
    /** Returns the id of the logo that it replaces. */
    replaceLogo(logoId: string | null): Promise<string | null>
    views(): Promise<SessionView[]>
  }
  accounts: Pick<AccountsStore, 'findPerson' | 'isSignedIn'>
  uploads: Uploads
  replacePicture: ReplacePicture
  clock: Clock
}

type SettingsRoutes = Omit<typeof conferenceRoutes, 'conferences.checkSetup' | 'conferences.setUp'>

export function createSettingsRoutes(options: SettingsRoutesOptions): RouteHandlers<SettingsRoutes> {
  const { program, accounts, uploads, replacePicture, clock } = options
  const datesNow = createDates(program, clock)
  return {
    async 'conferences.welcome'() {
      const { id: _, ...conference } = await program.conference()
      return { ...conference, ...(await datesNow()) }
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
    'conferences.settings': () => program.conference(),
    'conferences.plan': ({ body }) => program.planConference(body),
    async 'conferences.uploadLogo'(call) {
      await replacePicture({
        kind: 'logo',
        call,
        requireStill: async () => requireRole(['organiser'], await senderNow(accounts, call)),
        record: program.replaceLogo,
      })
      return program.conference()
    },
    async 'conferences.removeLogo'() {
      const removed = await program.replaceLogo(null)
      if (removed) await uploads.remove(removed)
      return program.conference()
    },
  }
}
