// A right that ends, ends everywhere at once: in Redis first, then in media, in sockets and in open pages on every server.
import type { Person, SignedOutReason } from '@lectern/shared/accounts'
import { isCallStage } from '@lectern/shared/booths'
import type { Session } from '@lectern/shared/program'
import { stageCommands } from '@lectern/shared/stage'
import { mayRun } from '../core/authorise.ts'
import { channelOf } from '../live/rooms.ts'
import type { Sockets } from '../live/sockets.ts'
import type { AccountsStore, PersonChange } from './accountsStore.ts'
import type { SignInRecord } from './signInsStore.ts'

/** A person's place on one stage. */
interface HeldPeer {
  sessionId: string
  role: 'viewer' | 'presenter'
  /** The signed-in browser that holds it. */
  webSessionId?: string | undefined
}

export interface RightsOptions {
  accounts: Pick<AccountsStore, 'findPerson' | 'signInsOf' | 'endSignIns' | 'revokeLinks'>
  sockets: Pick<Sockets, 'signOut' | 'reconnect'>
  stage: {
    endPeers(personId: string, isOver: (peer: HeldPeer) => boolean | Promise<boolean>): Promise<void>
    takeOff(sessionId: string, personId: string): Promise<void>
  }
  findSession: (sessionId: string) => Promise<Session | undefined>
  /** Somebody does not work for this exhibitor any more. */
  endBoothJob: (exhibitorId: string, person: Person) => Promise<void>
}

export type Rights = ReturnType<typeof createRights>

const jobOf = (person: Person | undefined): string | undefined =>
  person?.roles.includes('exhibitor') ? person.exhibitorId : undefined

const facultyOf = (session: Session | undefined): string[] =>
  session ? [...session.speakers, ...session.moderators].map(({ personId }) => personId) : []

/** Whether somebody may present in a session as both are now. */
const mayPresent = (session: Session | undefined, person: Person): boolean =>
  session !== undefined && mayRun(stageCommands['stage.present'].who, person, session)

const mayWatch = (person: Person): boolean => mayRun(stageCommands['stage.watch'].who, person, undefined)

export function createRights({ accounts, sockets, stage, findSession, endBoothJob }: RightsOptions) {
  const rights = {
    async endSignIns(
      personId: string,
      ending: readonly SignInRecord[],
      reason: SignedOutReason,
    ): Promise<void> {
      if (ending.length === 0) return
      await accounts.endSignIns(personId, ending)
      const over = new Set(ending.map(({ webSessionId }) => webSessionId))
      for (const webSessionId of over) sockets.signOut(webSessionId, reason)
      await stage.endPeers(
        personId,
        ({ webSessionId }) => webSessionId !== undefined && over.has(webSessionId),
      )
    },

    /** The person signs out in this browser. */
    async endWebSession(personId: string, webSessionId: string): Promise<void> {
      const found = (await accounts.signInsOf(personId)).filter(
        (signIn) => signIn.webSessionId === webSessionId,
      )
      // One from before sign-ins were listed is ended as well.
      const unlisted = [{ id: 'unlisted', webSessionId, at: 0, device: '', linkId: '' }]
      await rights.endSignIns(personId, found.length > 0 ? found : unlisted, 'signed_out')
    },

    /** One link of a person, or all of them, with everything that was signed in by it but `keep`. */
    async revokeLinks(personId: string, now: number, linkId?: string, keep?: string): Promise<void> {
      const revoked = new Set(await accounts.revokeLinks(personId, now, linkId))
      const signIns = await accounts.signInsOf(personId)
      const ending = signIns.filter((signIn) => revoked.has(signIn.linkId) && signIn.webSessionId !== keep)
      await rights.endSignIns(personId, ending, 'link_revoked')
    },

    /** Somebody was edited: they come back as who they are now, and what they may not any more ends. */
    async personChanged({ before, after }: PersonChange): Promise<void> {
      if (!before) return
      const job = jobOf(before)
      if (job !== undefined && job !== jobOf(after)) await endBoothJob(job, after)
      await stage.endPeers(after.id, async ({ sessionId, role }) => {
        if (isCallStage(sessionId)) return false
        return role === 'presenter' ? !mayPresent(await findSession(sessionId), after) : !mayWatch(after)
      })
      sockets.reconnect(after.id)
    },

    /** Somebody is not known any more: nothing lets them in, and nothing of theirs goes on. */
    async personRemoved(person: Person, now: number): Promise<void> {
      await rights.revokeLinks(person.id, now)
      await rights.endSignIns(person.id, await accounts.signInsOf(person.id), 'sign_in_ended')
      const job = jobOf(person)
      if (job !== undefined) await endBoothJob(job, person)
      await stage.endPeers(person.id, () => true)
    },

    /** A session was planned anew: those whose place in it has changed come back to the place they have now. */
    async planChanged(before: Session | undefined, after: Session): Promise<void> {
      const concerned = new Set([...facultyOf(before), ...facultyOf(after)])
      await Promise.all(
        [...concerned].map(async (personId) => {
          const person = await accounts.findPerson(personId)
          if (!person || !before || channelOf(before, person) === channelOf(after, person)) return
          if (!mayPresent(after, person)) {
            await stage.endPeers(
              personId,
              ({ sessionId, role }) => sessionId === after.id && role === 'presenter',
            )
            // Whoever comes back to the faculty comes back backstage.
            await stage.takeOff(after.id, personId)
          }
          sockets.reconnect(personId)
        }),
      )
    },
  }
  return rights
}
