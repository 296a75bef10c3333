// Activities before the ACCME's register, for the CE office: the record of each, and Template D of many.
import type { Identity } from '@lectern/shared/accounts'
import type { activityRecordRoutes, TemplateReport } from '@lectern/shared/activityRecords'
import { errors } from '@lectern/shared/errors'
import type { RouteHandlers } from '../../../http/routeHandlers.ts'
import { type ActivityRecordsOptions, createActivityRecords } from '../../activityRecords.ts'
import type { Credit } from '../../creditParts.ts'
import type { RecordFacts } from './facts.ts'
import { createGather, type GatherOptions } from './gather.ts'
import { noticesOf, problemsOf } from './problems.ts'
import type { RecordsStore } from './recordsStore.ts'
import { createReportingActivities, type ReportingActivitiesOptions } from './reportingActivities.ts'
import { draft, templateD } from './templateD.ts'

export type ActivityRecordRoutesOptions = Pick<GatherOptions, 'planningForms' | 'supportStore'> &
  Pick<ReportingActivitiesOptions, 'intents'> & {
    credit: Credit & ActivityRecordsOptions
    store: RecordsStore
  }

export function createActivityRecordRoutes(
  options: ActivityRecordRoutesOptions,
): RouteHandlers<typeof activityRecordRoutes> {
  const { credit, store, planningForms, supportStore, intents } = options
  const { activities, program, clock } = credit
  const { rows } = createActivityRecords(credit)
  const gather = createGather({ credit, planningForms, supportStore, rows })
  const reporting = createReportingActivities({ gather, store, intents, clock })

  /**
   * One activity after another: each may have thousands of people. With the numbers that the register gave.
   */
  async function ofConference(conferenceId: string): Promise<RecordFacts[]> {
    const all: RecordFacts[] = []
    for (const activity of await activities.all(conferenceId)) {
      const { held } = await store.all(activity.id)
      for (const facts of await gather(activity))
        all.push({ ...facts, number: held.get(facts.key)?.number ?? facts.number })
    }
    return all
  }

  async function ofYear(year: string): Promise<RecordFacts[]> {
    const all: RecordFacts[] = []
    for (const conferenceId of await program.conferenceIds())
      all.push(...(await ofConference(conferenceId)).filter((facts) => facts.year === Number(year)))
    return all
  }

  const reportOf = (all: readonly RecordFacts[]): TemplateReport => ({
    draft,
    rows: all.map((facts) => ({
      activityId: facts.activity.id,
      conferenceId: facts.activity.conferenceId,
      title: facts.activity.title,
      year: facts.year,
      problems: problemsOf(facts, 'template'),
      notices: [...noticesOf(facts, 'template')],
    })),
  })

  /** Activities that something is wrong with are left out: the page names them. */
  async function fileOf(all: readonly RecordFacts[], person: Identity, conferenceIds: readonly string[]) {
    const right = all.filter((facts) => problemsOf(facts, 'template').length === 0)
    if (right.length === 0)
      throw errors.conflict('No activity can be in the file yet: the list says what each of them lacks.')
    const what = 'template-d'
    for (const conferenceId of conferenceIds) {
      const own = right.filter(({ activity }) => activity.conferenceId === conferenceId)
      if (own.length > 0)
        await intents.enter([
          { kind: 'export.made', by: person.id, data: { what, conferenceId, activities: own.length } },
        ])
    }
    return templateD(right)
  }

  return {
    'records.find': async ({ params }) => reporting.report(await credit.activity(params.activityId)),
    async 'records.file'({ person, params }) {
      const activity = await credit.activity(params.activityId)
      return {
        name: `activity-${activity.id}.json`,
        content: await reporting.makeFile(person.id, activity),
      }
    },
    async 'records.markSent'({ person, params, body }) {
      const activity = await credit.activity(params.activityId)
      return { marked: await reporting.markSent(person.id, activity, body.madeAt) }
    },
    async 'records.answer'({ person, params, body }) {
      const activity = await credit.activity(params.activityId)
      return { changed: await reporting.answer(person.id, activity, body) }
    },
    async 'records.wish'({ params, body }) {
      await reporting.wish(await credit.activity(params.activityId), body.wish)
      return {}
    },
    'records.conferenceTemplate': async ({ conferenceId }) => reportOf(await ofConference(conferenceId)),
    'records.conferenceFile': async ({ person, conferenceId }) => ({
      name: `activities-${conferenceId}.txt`,
      content: await fileOf(await ofConference(conferenceId), person, [conferenceId]),
    }),
    'records.yearTemplate': async ({ params }) => reportOf(await ofYear(params.year)),
    'records.yearFile': async ({ person, params }) => ({
      name: `activities-${params.year}.txt`,
      content: await fileOf(await ofYear(params.year), person, await program.conferenceIds()),
    }),
  }
}
