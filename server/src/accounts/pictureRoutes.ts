// People's pictures over HTTP.
import type { accountRoutes, Person } from '@lectern/shared/accounts'
import { errors } from '@lectern/shared/errors'
import type { RouteHandlers } from '../http/routeHandlers.ts'
import { inertForGood } from '../uploads/inert.ts'
import type { ReplacePicture } from '../uploads/replacePicture.ts'
import type { Uploads } from '../uploads/uploads.ts'
import type { AccountsStore } from './accountsStore.ts'
import type { PicturesStore } from './picturesStore.ts'
import { senderNow } from './sender.ts'

export interface PictureRoutesOptions {
  accounts: Pick<AccountsStore, 'findPerson' | 'isSignedIn'>
  pictures: PicturesStore
  uploads: Uploads
  replacePicture: ReplacePicture
  /** True if the programme shows this person to everyone who is signed in. */
  isFaculty: (personId: string) => Promise<boolean>
}

type PictureRoutes = Pick<
  typeof accountRoutes,
  'accounts.picture' | 'accounts.uploadPicture' | 'accounts.removePicture'
>

export function createPictureRoutes(options: PictureRoutesOptions): RouteHandlers<PictureRoutes> {
  const { accounts, pictures, uploads, replacePicture, isFaculty } = options

  /** Exhibitors see the faculty and themselves; learners have given them no picture. */
  const maySee = async (viewer: Person, personId: string): Promise<boolean> =>
    viewer.id === personId || viewer.roles.some((role) => role !== 'exhibitor') || (await isFaculty(personId))

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
      if (!(await maySee(person, personId)))
        throw errors.forbidden('a learner’s picture is not shown to exhibitors')
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
        requireStill: () => senderNow(accounts, call),
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
