// The routes of outcomes: a person's own answers, and the office's plan, report and files.
import type { Activity } from '@lectern/shared/credit'
import { errors } from '@lectern/shared/errors'
import type { LedgerRecord } from '@lectern/shared/ledger'
import type { outcomeRoutes } from '@lectern/shared/outcomeRoutes'
import type { OfficeOutcomes, OutcomesPlan, OutcomesReport } from '@lectern/shared/outcomes'
import type { Clock } from '../core/clock.ts'
import { csvForPeople } from '../http/csv.ts'
import type { RouteHandlers } from '../http/routeHandlers.ts'
import { workbook, xlsxType } from '../http/xlsx.ts'
import type { ProgramStore } from '../program/programStore.ts'
import { type ClosingOptions, createClosing } from './closing.ts'
import { outcomeRows, outcomesSheets, type PrintedOutcomes } from './outcomesSheets.ts'
import type { OutcomesStore } from './outcomesStore.ts'
import { createOwnOutcomes, type OwnOutcomesOptions } from './own.ts'

export interface OutcomesRoutesOptions extends OwnOutcomesOptions, ClosingOptions {
  store: OutcomesStore
  findActivity(activityId: string): Promise<Activity | undefined>
  program: Pick<ProgramStore, 'views' | 'conference'>
  enter: (records: LedgerRecord[]) => Promise<void>
  print: (of: PrintedOutcomes) => Promise<Buffer>
  clock: Clock
}

/** Why a plan was not saved, and what to do. */
function refusalOf(said: 'stale' | 'closed' | 'questions' | 'options') {
  if (said === 'stale')
    return errors.stale('Somebody else has changed what is asked. Look at it as it is now.')
  if (said === 'closed')
    return errors.conflict('The results of this activity are closed: what was asked stays as it is.')
  return errors.conflict(
    said === 'questions'
      ? 'Somebody has answered these questions already, so they stay as they are: answers before and after can only be compared if both were asked the same. Everything else can still be changed.'
      : 'Somebody has committed to a change already, so the changes and barriers to choose from stay as they are. Everything else can still be changed.',
  )
}

export function createOutcomesRoutes(options: OutcomesRoutesOptions): RouteHandlers<typeof outcomeRoutes> {
  const { store, program, findActivity, enter, print, clock } = options
  const own = createOwnOutcomes(options)
  const close = createClosing(options)

  async function activityOf(activityId: string): Promise<Activity> {
    const found = await findActivity(activityId)
    if (!found) throw errors.notFound('activity')
    return found
  }

  async function officeOutcomes({ id, title }: Activity): Promise<OfficeOutcomes> {
    const [{ plan, version, isAnswered, isCommitted, closed }, report] = await Promise.all([
      store.plan(id),
      store.report(id),
    ])
    return {
      ...{ title, plan, version, isAnswered, isCommitted, report },
      closed: closed && { at: closed.at, by: closed.by },
    }
  }

  async function save(activity: Activity, plan: OutcomesPlan, version: number): Promise<OfficeOutcomes> {
    const said = await store.save(activity.id, plan, version)
    if (said !== 'saved') throw refusalOf(said)
    return officeOutcomes(activity)
  }

  /** Each download is in the ledger. */
  async function exported(by: string, activityId: string): Promise<[Activity, OutcomesReport]> {
    const activity = await activityOf(activityId)
    const report = await store.report(activityId)
    const people = report.people.before + report.people.after - report.people.both
    await enter([{ kind: 'export.made', by, data: { what: 'outcomes', activityId, people } }])
    return [activity, report]
  }

  return {
    'outcomes.mine': async ({ params, person }) => own.of(await activityOf(params.activityId), person.id),
    async 'outcomes.answer'({ params, person, body: { side, version, answers } }) {
      const activity = await activityOf(params.activityId)
      if (answers) return own.answer(activity, person, { side, version, answers })
      if (side === 'after') throw errors.invalidRequest('answers: only the questions before can be skipped')
      return own.skip(activity, person)
    },
    'outcomes.commit': async ({ params, person, body }) =>
      own.commit(await activityOf(params.activityId), person, body.commitment),
    'outcomes.followUp': async ({ params, person, body }) =>
      own.followUp(await activityOf(params.activityId), person, body),
    'outcomes.office': async ({ params }) => officeOutcomes(await activityOf(params.activityId)),
    'outcomes.plan': async ({ params, body }) =>
      save(await activityOf(params.activityId), body.plan, body.version),
    async 'outcomes.close'({ params, person, body }) {
      const activity = await activityOf(params.activityId)
      await close(activity, person.id, body.version)
      return officeOutcomes(activity)
    },
    async 'outcomes.book'({ params, person }) {
      const [{ id }, report] = await exported(person.id, params.activityId)
      return { name: `outcomes-${id}.xlsx`, content: await workbook(outcomesSheets(report)), type: xlsxType }
    },
    async 'outcomes.file'({ params, person }) {
      const [{ id }, report] = await exported(person.id, params.activityId)
      return { name: `outcomes-${id}.csv`, content: csvForPeople(outcomeRows(report)) }
    },
    async 'outcomes.pdf'({ params, person }) {
      const [{ id, title, conferenceId }, report] = await exported(person.id, params.activityId)
      const [{ closed }, { timeZone }] = await Promise.all([store.plan(id), program.conference(conferenceId)])
      const content = await print({ title, report, closedAt: closed?.at ?? null, at: clock(), timeZone })
      return { name: `outcomes-${id}.pdf`, content }
    },
  }
}
