// The CE office's credit routes.
import { isDeepStrictEqual } from 'node:util'
import type { Identity } from '@lectern/shared/accounts'
import type { activityTestRoutes } from '@lectern/shared/activityTest'
import type { officeRoutes } from '@lectern/shared/creditOffice'
import type { Register } from '@lectern/shared/creditRegisters'
import { errors } from '@lectern/shared/errors'
import { dayOf } from '@lectern/shared/zoneTime'
import { csvForPeople } from '../http/csv.ts'
import type { RouteHandlers } from '../http/routeHandlers.ts'
import { workbook, xlsxType } from '../http/xlsx.ts'
import type { ActivityPlans } from './activityPlans.ts'
import type { Credit } from './creditParts.ts'
import { evaluationSheets } from './evaluationSheets.ts'
import { evidenceFor, evidenceRows } from './evidence.ts'
import { createOfficeActs } from './officeActs.ts'
import { creditRows } from './officeCsv.ts'
import { createOfficeEvaluations } from './officeEvaluations.ts'
import { createOfficeTests } from './officeTests.ts'
import { createOfficeViews, type OfficeViews } from './officeViews.ts'
import type { Printer } from './pdf/printer.ts'
import type { PolicyBook } from './policyBook.ts'
import type { PolicyConfirmations } from './policyConfirmations.ts'
import { missingRows } from './registers/missing.ts'
import { shownPolicies } from './shownPolicies.ts'

type FileRoutes = Pick<
  typeof officeRoutes,
  | 'office.creditFile'
  | 'office.evidenceFile'
  | 'office.evaluationFile'
  | 'office.evaluationBook'
  | 'office.evaluationPdf'
  | 'office.parsFile'
  | 'office.cpeMonitorFile'
  | 'office.eivFile'
  | 'office.cogeapsFile'
  | 'office.racgpFile'
  | 'office.missingFile'
>

export interface OfficeRoutesOptions {
  credit: Credit
  planActivity: ActivityPlans['plan']
  /** Where certificates are verified. */
  publicUrl: () => string
  printer: Pick<Printer, 'renderEvaluation'>
  policies?: { book: PolicyBook; confirmations: PolicyConfirmations }
}

export function createOfficeRoutes({
  credit,
  planActivity,
  publicUrl,
  printer,
  policies,
}: OfficeRoutesOptions): RouteHandlers<typeof officeRoutes & typeof activityTestRoutes> {
  const views = createOfficeViews({ ...credit, publicUrl })
  const evaluations = createOfficeEvaluations(credit, views)
  const acts = createOfficeActs(credit)
  return {
    async 'office.policies'({ conferenceId }) {
      await policies?.book.refresh()
      const isChanged = (id: string) => policies?.book.waiting(id) !== undefined
      const { timeZone } = await credit.program.conference(conferenceId)
      const today = dayOf(credit.clock(), timeZone)
      const confirmed = await policies?.confirmations.all(today)
      return { policies: shownPolicies(credit.policies, today, confirmed, isChanged) }
    },
    'office.overview': ({ conferenceId }) => views.overview(conferenceId),
    async 'office.override'({ person, body }) {
      const made = await acts.override(person, body)
      views.forgetFigures()
      return made
    },
    async 'office.decline'({ person, conferenceId, params, body }) {
      await acts.decline(person, conferenceId, params.appealId, body.reason)
      return {}
    },
    async 'office.revoke'({ person, conferenceId, params, body }) {
      await acts.revoke(person, conferenceId, params.code, body.reason)
      views.forgetFigures()
      return {}
    },
    'office.activity': async ({ params }) => views.activity(await credit.activity(params.activityId)),
    'office.evidence': async ({ params }) =>
      evidenceFor(credit, await credit.activity(params.activityId), params.personId),
    async 'office.planEvaluation'({ params, body: { questions, seen } }) {
      const activity = await credit.activity(params.activityId)
      if (!isDeepStrictEqual(activity.evaluation, seen))
        throw errors.stale('Somebody else has changed these questions. Look at them as they are now.')
      return {
        questions: (await planActivity(activity.conferenceId, { id: activity.id, evaluation: questions }))
          .evaluation,
      }
    },
    'office.evaluations': async ({ params }) => evaluations.results(await credit.activity(params.activityId)),
    'office.register': async ({ params }) =>
      views.reporting.report(await credit.activity(params.activityId), params.register),
    async 'office.readRegister'({ params, body }) {
      const activity = await credit.activity(params.activityId)
      return views.reporting.readAnswer(activity, params.register, body.text)
    },
    async 'office.answerRegister'({ person, params, body }) {
      const activity = await credit.activity(params.activityId)
      return { changed: await views.reporting.answer(person.id, activity, params.register, body) }
    },
    async 'office.markReported'({ person, params, body }) {
      const activity = await credit.activity(params.activityId)
      return { marked: await views.reporting.markReported(person.id, activity, params.register, body.madeAt) }
    },
    ...createOfficeFiles(credit, views, evaluations, printer),
    ...createOfficeTests({ credit, planActivity, learnersOf: views.learnersOf }),
  }
}

/** Each download adds a ledger entry. */
function createOfficeFiles(
  credit: Credit,
  views: OfficeViews,
  evaluations: ReturnType<typeof createOfficeEvaluations>,
  printer: OfficeRoutesOptions['printer'],
): RouteHandlers<FileRoutes> {
  const { program } = credit
  const { reporting } = views
  const recordExport = (by: string, what: string, activityId: string, people: number): Promise<void> =>
    credit.enter([{ kind: 'export.made', by, data: { what, activityId, people } }])

  /** The register's file, made now. */
  const registerFile =
    (register: Register, extension: string) =>
    async ({ person, params }: { person: Identity; params: { activityId: string } }) => {
      const activity = await credit.activity(params.activityId)
      return {
        name: `${register}-${activity.id}.${extension}`,
        content: await reporting.makeFile(person.id, activity, register),
      }
    }

  return {
    'office.parsFile': registerFile('pars', 'json'),
    'office.cpeMonitorFile': registerFile('cpe-monitor', 'csv'),
    'office.eivFile': registerFile('eiv', 'txt'),
    'office.cogeapsFile': registerFile('cogeaps', 'csv'),
    'office.racgpFile': registerFile('racgp', 'csv'),
    async 'office.creditFile'({ person, params }) {
      const activity = await credit.activity(params.activityId)
      const rows = await views.rows(activity)
      await recordExport(person.id, 'credits', activity.id, rows.length)
      return { name: `credits-${activity.id}.csv`, content: csvForPeople(creditRows(rows)) }
    },
    async 'office.evidenceFile'({ person, params }) {
      const activity = await credit.activity(params.activityId)
      const evidence = await evidenceFor(credit, activity, params.personId)
      await recordExport(person.id, 'evidence', activity.id, 1)
      return { name: `evidence-${evidence.personId}.csv`, content: csvForPeople(evidenceRows(evidence)) }
    },
    async 'office.evaluationFile'({ person, params }) {
      const activity = await credit.activity(params.activityId)
      const [head, ...rows] = await evaluations.rows(activity)
      await recordExport(person.id, 'evaluations', activity.id, rows.length)
      return { name: `evaluations-${activity.id}.csv`, content: csvForPeople([head!, ...rows]) }
    },
    async 'office.evaluationBook'({ person, params }) {
      const activity = await credit.activity(params.activityId)
      const results = await evaluations.results(activity)
      await recordExport(person.id, 'evaluation results', activity.id, results.submitted)
      return {
        name: `evaluations-${activity.id}.xlsx`,
        content: await workbook(evaluationSheets(results)),
        type: xlsxType,
      }
    },
    async 'office.evaluationPdf'({ person, params }) {
      const activity = await credit.activity(params.activityId)
      const results = await evaluations.results(activity)
      await recordExport(person.id, 'evaluation results', activity.id, results.submitted)
      const { timeZone } = await program.conference(activity.conferenceId)
      return {
        name: `evaluations-${activity.id}.pdf`,
        content: await printer.renderEvaluation({ evaluation: results, at: credit.clock(), timeZone }),
      }
    },
    async 'office.missingFile'({ person, params: { activityId, register } }) {
      const activity = await credit.activity(activityId)
      const rows = missingRows(await reporting.report(activity, register))
      await recordExport(person.id, `${register}-missing`, activity.id, rows.length - 1)
      return { name: `${register}-missing-${activity.id}.csv`, content: csvForPeople(rows) }
    },
  }
}
