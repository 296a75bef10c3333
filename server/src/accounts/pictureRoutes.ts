// People's pictures over HTTP.
import type { accountRoutes } from '@lectern/shared/accounts'
import { errors } from '@lectern/shared/errors'
import type { RouteHandlers } from '../http/routeHandlers.ts'
import { inertForGood } from '../uploads/inert.ts'
import type { ReplacePicture } from '../uploads/replacePicture.ts'
import type { Uploads } from '../uploads/uploads.ts'
import type { AccountsStore } from './accountsStore.ts'
import type { PicturesStore } from './picturesStore.ts'
import { requireStillSignedIn } from './sender.ts'

export interface PictureRoutesOptions {
  accounts: Pick<AccountsStore, 'findPerson' | 'account' | 'isSignedIn'>
  pictures: PicturesStore
  uploads: Uploads
  replacePicture: ReplacePicture
  /** True if the programme of this conference shows the person to everyone there. */
  isFaculty: (personId: string, conferenceId: string) => Promise<boolean>
}

type PictureRoutes = Pick<
  typeof accountRoutes,
  'accounts.picture' | 'accounts.uploadPicture' | 'accounts.removePicture'
>

export function createPictureRoutes(options: PictureRoutesOptions): RouteHandlers<PictureRoutes> {
  const { accounts, pictures, uploads, replacePicture, isFaculty } = options

  /**
   * Exhibitors see the faculty and themselves; learners have given them no picture. Throws `forbidden` for
   * them, and `not_found` where the two meet at no conference.
   */
  async function requireMaySee(viewerId: string, personId: string): Promise<void> {
    if (viewerId === personId) return
    const [viewer, shown] = await Promise.all([accounts.account(viewerId), accounts.account(personId)])
    if (viewer?.identity.isOffice) return
    const shared = [...(viewer?.memberships ?? [])].filter(
      ([conferenceId]) => shown?.identity.isOffice || shown?.memberships.has(conferenceId),
    )
    if (shared.some(([, { roles }]) => roles.some((role) => role !== 'exhibitor'))) return
    const faculty = await Promise.all(shared.map(([conferenceId]) => isFaculty(personId, conferenceId)))
    if (faculty.includes(true)) return
    if (shared.length === 0) throw errors.notFound('picture')
    throw errors.forbidden('a learner’s picture is not shown to exhibitors')
  }

  async function remove(personId: string): Promise<void> {
    const removed = await pictures.replace(personId, null)
    if (removed) await uploads.remove(removed)
  }
  const pictureOf = async (personId: string) => {
    const picture = await pictures.addressFor(personId)
    return picture ? { picture } : {}
  }

  return {
    async 'accounts.picture'({ params: { personId, pictureId }, person }) {
      await requireMaySee(person.id, personId)
      if (!(await pictures.isOf(personId, pictureId))) throw errors.notFound('picture')
      return {
        name: 'picture.webp',
        inline: true,
        content: { path: uploads.pathOf(pictureId) },
        headers: inertForGood('private'),
      }
    },
    async 'accounts.uploadPicture'(call) {
      const { id } = call.person
      await replacePicture({
        kind: 'face',
        call,
        requireStill: () => requireStillSignedIn(accounts, call),
        record: (fileId) => pictures.replace(id, fileId),
      })
      return pictureOf(id)
    },
    async 'accounts.removePicture'({ person }) {
      await remove(person.id)
      return {}
    },
  }
}
