// Slides and handouts over HTTP. Learners get what is approved and released, the faculty and the office all.
import { createHash } from 'node:crypto'
import type { Person } from '@lectern/shared/accounts'
import { allParts } from '@lectern/shared/clearance'
import { errors } from '@lectern/shared/errors'
import { type Handout, type HandoutList, type handoutRoutes, isReleased } from '@lectern/shared/handouts'
import { handoutsMax } from '@lectern/shared/limits'
import type { Session } from '@lectern/shared/program'
import type { AccountsStore } from '../accounts/accountsStore.ts'
import { senderNow } from '../accounts/sender.ts'
import type { Clock } from '../core/clock.ts'
import type { RouteHandlers } from '../http/routeHandlers.ts'
import type { Broadcast } from '../live/broadcast.ts'
import { rooms } from '../live/rooms.ts'
import type { ProgramStore } from '../program/programStore.ts'
import { inert } from '../uploads/inert.ts'
import { inspectFile } from '../uploads/inspectFile.ts'
import { createUploadReceiver } from '../uploads/receiveUpload.ts'
import type { Uploads } from '../uploads/uploads.ts'
import type { HandoutsStore, StoredHandout } from './handoutsStore.ts'
import type { createReviewing } from './reviewing.ts'

export interface HandoutsRoutesOptions {
  store: HandoutsStore
  review: ReturnType<typeof createReviewing>
  program: Pick<ProgramStore, 'session' | 'views'>
  accounts: Pick<AccountsStore, 'findPerson' | 'memberOf' | 'isSignedIn'>
  uploads: Uploads
  /** Throws `acknowledge_first` unless the person has confirmed the session's disclosures, if they must. */
  requireRead: (session: Session, person: Person) => Promise<void>
  broadcast: Broadcast
  clock: Clock
}

/** Speakers, moderators and planners of the session, and the office. */
const mayEdit = (session: Session, { id, roles }: Person): boolean =>
  roles.includes('organiser') || allParts(session).some(([{ personId }]) => personId === id)

const shown = ({ by: _by, digest: _digest, ...handout }: StoredHandout): Handout => handout

export function createHandoutsRoutes(options: HandoutsRoutesOptions): RouteHandlers<typeof handoutRoutes> {
  const { store, review, program, accounts, uploads, requireRead, broadcast, clock } = options
  const receiveUpload = createUploadReceiver(handoutsMax)

  const hasRead = (session: Session, person: Person): Promise<boolean> =>
    requireRead(session, person).then(
      () => true,
      () => false,
    )

  async function listOf(session: Session, person: Person): Promise<HandoutList> {
    const all = await store.of(session.id)
    const isEditor = mayEdit(session, person)
    return {
      sessionTitle: session.title,
      handouts: all.filter((each) => isEditor || isReleased(each, clock())).map(shown),
      mayEdit: isEditor,
      mustRead: !isEditor && !(await hasRead(session, person)),
    }
  }

  async function editable(sessionId: string, person: Person): Promise<Session> {
    const session = await program.session(sessionId)
    if (!mayEdit(session, person))
      throw errors.forbidden('slides and handouts come from the faculty of the session')
    return session
  }

  /** Pages load again what they show; whoever uploaded it hears how it was decided. */
  function tell(
    { conferenceId, id: sessionId }: Session,
    before: StoredHandout,
    after?: StoredHandout,
  ): void {
    if (before.status === 'approved' || after?.status === 'approved')
      broadcast(rooms.program(conferenceId), 'handouts.changed', { sessionId })
    if (after && after.status !== 'waiting')
      broadcast(rooms.member(conferenceId, after.by), 'handouts.reviewed', {
        sessionId,
        status: after.status,
      })
  }

  async function add(session: Session, name: string, person: Person, sent: Buffer): Promise<void> {
    const { content } = await inspectFile('document', sent)
    const digest = createHash('sha256').update(sent).digest('base64url')
    await uploads.keep(content, async (id) => {
      const added = await store.add(session.id, {
        id,
        name,
        bytes: content.length,
        at: clock(),
        status: 'waiting',
        reason: '',
        releaseAt: null,
        by: person.id,
        digest,
      })
      if (added === 'full')
        throw errors.conflict(`This session has its maximum of ${handoutsMax} files. Remove one first.`)
      return added === 'added'
    })
  }

  return {
    'handouts.list': async ({ params, person }) => listOf(await program.session(params.sessionId), person),

    async 'handouts.upload'(call) {
      const { sessionId } = call.params
      await editable(sessionId, call.person)
      const content = await receiveUpload('document', call)
      // The upload may have taken minutes, and its sender's rights may have changed.
      const sender = await senderNow(accounts, call)
      const session = await editable(sessionId, sender)
      await add(session, call.query.name, sender, content)
      return listOf(session, sender)
    },

    async 'handouts.file'({ params: { sessionId, handoutId }, person }) {
      const session = await program.session(sessionId)
      const handout = await store.find(sessionId, handoutId)
      if (!handout || !(mayEdit(session, person) || isReleased(handout, clock())))
        throw errors.notFound('handout of this session')
      if (!mayEdit(session, person)) await requireRead(session, person)
      return {
        name: handout.name,
        content: { path: uploads.pathOf(handout.id) },
        headers: inert('private, no-cache'),
      }
    },

    async 'handouts.review'({ params: { sessionId, handoutId }, person, body }) {
      const session = await program.session(sessionId)
      const reviewed = await review(sessionId, handoutId, person.id, body)
      if (reviewed) tell(session, reviewed.before, reviewed.after)
      return listOf(session, person)
    },

    async 'handouts.remove'({ params: { sessionId, handoutId }, person }) {
      const session = await editable(sessionId, person)
      const handout = await store.find(sessionId, handoutId)
      if (!handout) throw errors.notFound('handout of this session')
      await store.remove(sessionId, handoutId)
      await uploads.remove(handoutId)
      tell(session, handout)
      return {}
    },

    async 'handouts.queue'({ conferenceId }) {
      const all = await Promise.all(
        (await program.views(conferenceId)).map(async ({ session: { id: sessionId, title, startsAt } }) =>
          Promise.all(
            (await store.of(sessionId)).map(async (handout) => ({
              ...shown(handout),
              sessionId,
              sessionTitle: title,
              startsAt,
              byName: (await accounts.findPerson(handout.by))?.name ?? '',
            })),
          ),
        ),
      )
      const isWaiting = ({ status }: Handout) => Number(status === 'waiting')
      return { handouts: all.flat().sort((a, b) => isWaiting(b) - isWaiting(a) || b.at - a.at) }
    },
  }
}
