import { createHash } from 'node:crypto'
import type { supportRoutes } from '@lectern/shared/commercialSupport'
import type { Activity } from '@lectern/shared/credit'
import { errors } from '@lectern/shared/errors'
import type { AccountsStore } from '../accounts/accountsStore.ts'
import { senderNow } from '../accounts/sender.ts'
import { csvForPeople } from '../http/csv.ts'
import type { RouteHandlers } from '../http/routeHandlers.ts'
import { inert } from '../uploads/inert.ts'
import { inspectFile } from '../uploads/inspectFile.ts'
import { createUploadReceiver } from '../uploads/receiveUpload.ts'
import type { Uploads } from '../uploads/uploads.ts'
import type { Agreeing } from './agreeing.ts'
import { type createStatements, statementRows } from './statements.ts'
import type { SupportStore } from './supportStore.ts'
import type { createSupportViews } from './supportViews.ts'

export interface SupportRoutesOptions {
  store: SupportStore
  agreeing: Agreeing
  statements: ReturnType<typeof createStatements>
  overview: ReturnType<typeof createSupportViews>
  activities: { find(activityId: string): Promise<Activity | undefined> }
  accounts: Pick<AccountsStore, 'memberOf' | 'isSignedIn'>
  uploads: Uploads
}

/** Uploads of one person that may wait. */
const waitingMax = 5

export function createSupportRoutes(options: SupportRoutesOptions): RouteHandlers<typeof supportRoutes> {
  const { store, agreeing, statements, overview, activities, accounts, uploads } = options
  const receiveUpload = createUploadReceiver(waitingMax)

  async function activityHere(activityId: string, conferenceId: string): Promise<Activity> {
    const activity = await activities.find(activityId)
    if (activity?.conferenceId !== conferenceId) throw errors.notFound('activity')
    return activity
  }

  return {
    'support.overview': ({ conferenceId }) => overview(conferenceId),

    async 'support.agree'({ params: { agreementId }, person, conferenceId, body }) {
      const { actId, revision, terms, reason } = body
      await agreeing.agree({ conferenceId, agreementId, actId, revision, by: person.id }, terms, reason)
      return overview(conferenceId)
    },

    async 'support.sign'({ params: { agreementId }, person, conferenceId, body }) {
      const { actId, revision, ...signature } = body
      await agreeing.sign({ conferenceId, agreementId, actId, revision, by: person.id }, signature)
      return overview(conferenceId)
    },

    async 'support.upload'(call) {
      const { params, conferenceId, query } = call
      const about = { ...params, conferenceId, actId: query.actId, revision: query.revision }
      if (!(await store.agreement(conferenceId, params.agreementId))) throw errors.notFound('agreement')
      const { type, content } = await inspectFile('document', await receiveUpload('document', call))
      if (type !== 'application/pdf')
        throw errors.fileRefused('The signed agreement is kept as a PDF. Scan or print it as one.')
      // The upload may have taken minutes, and its sender's rights may have changed.
      const sender = await senderNow(accounts, call)
      if (!sender.roles.includes('office')) throw errors.forbidden('the CE office keeps the agreements')
      const digest = createHash('sha256').update(content).digest('hex')
      await uploads.keep(content, (id) =>
        agreeing.file({ ...about, by: sender.id }, { id, name: query.name, bytes: content.length, digest }),
      )
      return overview(conferenceId)
    },

    async 'support.file'({ params: { agreementId, fileId }, conferenceId }) {
      const agreement = await store.agreement(conferenceId, agreementId)
      const version = agreement?.versions.find(({ file }) => file?.id === fileId)
      if (!version?.file) throw errors.notFound('file of this agreement')
      if (await store.isPurged(conferenceId, fileId))
        throw errors.notFound('file of this agreement: it was deleted, since it need not be kept any more')
      return {
        name: version.file.name,
        content: { path: uploads.pathOf(version.file.id) },
        headers: inert('private, no-store'),
      }
    },

    async 'support.withdraw'({ params: { agreementId }, person, conferenceId, body }) {
      const { actId, revision, reason } = body
      await agreeing.withdraw({ conferenceId, agreementId, actId, revision, by: person.id }, reason)
      return overview(conferenceId)
    },

    async 'support.saveStatement'({ params: { activityId }, person, conferenceId, body }) {
      await activityHere(activityId, conferenceId)
      await statements.save({ ...body, conferenceId, activityId, by: person.id })
      return overview(conferenceId)
    },

    async 'support.statementFile'({ params: { activityId }, conferenceId }) {
      await activityHere(activityId, conferenceId)
      const statement = await store.statement(conferenceId, activityId)
      if (!statement) throw errors.notFound('statement of income and expense for this activity')
      const rows = statementRows(statement, await store.agreements(conferenceId))
      return { name: `income-and-expense-${activityId}.csv`, content: csvForPeople(rows) }
    },
  }
}
