// Ends rights everywhere at once: in Redis first, then in media, in sockets and in open pages on every
// server.
import type { Person, SignedOutReason } from '@lectern/shared/accounts'
import { isCallStage } from '@lectern/shared/booths'
import type { Session } from '@lectern/shared/program'
import { stageCommands } from '@lectern/shared/stage'
import { mayRun } from '../core/authorise.ts'
import { channelOf } from '../live/rooms.ts'
import type { Sockets } from '../live/sockets.ts'
import type { AccountsStore, PersonChange } from './accountsStore.ts'
import type { SignInRecord } from './signInsStore.ts'

/** A person's peer on one stage. */
interface HeldPeer {
  sessionId: string
  role: 'viewer' | 'presenter'
  /** The signed-in browser that holds it. */
  webSessionId?: string | undefined
}

export interface RightsOptions {
  accounts: Pick<AccountsStore, 'memberOf' | 'signInsOf' | 'endSignIns' | 'revokeLinks'>
  sockets: Pick<Sockets, 'signOut' | 'reconnect'>
  stage: {
    endPeers(personId: string, isOver: (peer: HeldPeer) => boolean | Promise<boolean>): Promise<void>
    takeOff(sessionId: string, personId: string): Promise<void>
  }
  findSession: (sessionId: string) => Promise<Session | undefined>
  /** A person no longer works for this exhibitor of a conference. */
  endBoothJob: (conferenceId: string, exhibitorId: string, person: Person) => Promise<void>
}

export type Rights = ReturnType<typeof createRights>

const jobOf = (person: Person | undefined): string | undefined =>
  person?.roles.includes('exhibitor') ? person.exhibitorId : undefined

const facultyOf = (session: Session | undefined): string[] =>
  session ? [...session.speakers, ...session.moderators].map(({ personId }) => personId) : []

/** Whether the person may present in the session, as both are now. */
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
      const signIns = (await accounts.signInsOf(personId)).filter(
        (signIn) => signIn.webSessionId === webSessionId,
      )
      // Also ends a session from before sign-ins were listed.
      const unlisted = [{ id: 'unlisted', webSessionId, at: 0, device: '', linkId: '' }]
      await rights.endSignIns(personId, signIns.length > 0 ? signIns : unlisted, 'signed_out')
    },

    /** Revokes one or all of a person's links, and ends every sign-in made with them except `keep`. */
    async revokeLinks(personId: string, now: number, linkId?: string, keep?: string): Promise<void> {
      const revoked = new Set(await accounts.revokeLinks(personId, now, linkId))
      const signIns = await accounts.signInsOf(personId)
      const ending = signIns.filter((signIn) => revoked.has(signIn.linkId) && signIn.webSessionId !== keep)
      await rights.endSignIns(personId, ending, 'link_revoked')
    },

    /**
     * After an edit, the person's pages reconnect with the new rights, and everything no longer allowed at
     * that conference ends.
     */
    async personChanged({ conferenceId, before, after }: PersonChange): Promise<void> {
      if (!before) return
      const job = jobOf(before)
      if (job !== undefined && job !== jobOf(after)) await endBoothJob(conferenceId, job, after)
      await stage.endPeers(after.id, async ({ sessionId, role }) => {
        if (isCallStage(sessionId)) return false
        const session = await findSession(sessionId)
        if (session && session.conferenceId !== conferenceId) return false
        return role === 'presenter' ? !mayPresent(session, after) : !mayWatch(after)
      })
      sockets.reconnect(after.id)
    },

    /** After their name or profession was changed, the person's pages reconnect and show it. */
    identityChanged: (personId: string): void => sockets.reconnect(personId),

    /** After a person has lost their place at a conference, nothing of theirs continues there. */
    async placeLost(conferenceId: string, person: Person): Promise<void> {
      const job = jobOf(person)
      if (job !== undefined) await endBoothJob(conferenceId, job, person)
      await stage.endPeers(person.id, async ({ sessionId }) => {
        if (isCallStage(sessionId)) return false
        return (await findSession(sessionId))?.conferenceId === conferenceId
      })
      sockets.reconnect(person.id)
    },

    /** After a removal, nothing signs the person in and nothing of theirs continues. */
    async personRemoved(personId: string, now: number): Promise<void> {
      await rights.revokeLinks(personId, now)
      await rights.endSignIns(personId, await accounts.signInsOf(personId), 'sign_in_ended')
      await stage.endPeers(personId, () => true)
    },

    /** After a session's plan changed, people whose place in it has changed get their new place. */
    async planChanged(before: Session | undefined, after: Session): Promise<void> {
      const concerned = new Set([...facultyOf(before), ...facultyOf(after)])
      await Promise.all(
        [...concerned].map(async (personId) => {
          const person = await accounts.memberOf(personId, after.conferenceId)
          if (!person || !before || channelOf(before, person) === channelOf(after, person)) return
          if (!mayPresent(after, person)) {
            await stage.endPeers(
              personId,
              ({ sessionId, role }) => sessionId === after.id && role === 'presenter',
            )
            // A person who rejoins the faculty returns backstage.
            await stage.takeOff(after.id, personId)
          }
          sockets.reconnect(personId)
        }),
      )
    },
  }
  return rights
}
