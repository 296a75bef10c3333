// The CE office's side of credit; organisers only.
import { appealDecision, overrideRequest, revocation } from '@lectern/shared/creditOffice'
import { type ReportedAnswer, registers, reportedRequest } from '@lectern/shared/creditRegisters'
import { errors } from '@lectern/shared/errors'
import type { PersonEvidence } from '@lectern/shared/evidence'
import { id } from '@lectern/shared/ids'
import { type Request, type Response, Router } from 'express'
import { csvForMachines, csvForPeople, sendCsv } from '../http/csv.ts'
import { limitByPerson } from '../http/limit.ts'
import { requireRole } from '../http/person.ts'
import { parseBody } from '../http/respond.ts'
import type { Credit } from './createCredit.ts'
import { activityIn, personOf } from './creditRoutes.ts'
import { evaluationRows } from './evaluationResults.ts'
import { evidenceFor, evidenceRows } from './evidence.ts'
import { createOfficeActs } from './officeActs.ts'
import { creditRows } from './officeCsv.ts'
import { createOfficeEvaluations } from './officeEvaluations.ts'
import { createOfficeViews } from './officeViews.ts'
import { cpeMonitorRows, lackRows, parsRecords } from './registers.ts'

const organisers = requireRole('organiser')

function attach(response: Response, name: string): Response {
  return response.set('Content-Disposition', `attachment; filename="${name}"`)
}

export function createOfficeRoutes(credit: Credit): Router {
  const { ledger, program } = credit
  const views = createOfficeViews(credit)
  const { reporting } = views
  const evaluations = createOfficeEvaluations(credit, views)
  const acts = createOfficeActs(credit)
  const acting = limitByPerson('credit-office', 60, 30)
  /** Each file that is taken away is an entry of the ledger. */
  const exporting = limitByPerson('credit-export', 60, 600)

  const recordExport = (by: string, what: string, activityId: string, people: number): Promise<unknown> =>
    ledger.append([{ kind: 'export.made', by, data: { what, activityId, people } }])

  async function evidenceIn(request: Request): Promise<PersonEvidence> {
    const personId = id.safeParse(request.params.personId)
    if (!personId.success) throw errors.notFound('learner')
    return evidenceFor(credit, await activityIn(credit, request), personId.data)
  }

  const router = Router()
  const path = '/api/credit/office'
  router.get(path, organisers, async (_request, response) => {
    response.json(await views.overview())
  })
  router.post(`${path}/overrides`, organisers, acting, async (request, response) => {
    const wanted = parseBody(overrideRequest, request.body)
    response.status(201).json(await acts.override(personOf(response), wanted))
  })
  router.post(`${path}/appeals/:appealId`, organisers, acting, async (request, response) => {
    const { reason } = parseBody(appealDecision, request.body)
    await acts.decline(personOf(response), String(request.params.appealId), reason)
    response.json({})
  })
  router.post(`${path}/certificates/:code/revoke`, organisers, acting, async (request, response) => {
    const { reason } = parseBody(revocation, request.body)
    await acts.revoke(personOf(response), String(request.params.code), reason)
    response.json({})
  })

  router.get(`${path}/:activityId`, organisers, async (request, response) => {
    response.json(await views.activity(await activityIn(credit, request)))
  })
  router.get(`${path}/:activityId/credits.csv`, organisers, exporting, async (request, response) => {
    const of = await activityIn(credit, request)
    const rows = await views.rows(of)
    await recordExport(personOf(response).id, 'credits', of.id, rows.length)
    sendCsv(response, `credits-${of.id}.csv`, csvForPeople(creditRows(rows)))
  })
  router.get(`${path}/:activityId/people/:personId/evidence`, organisers, async (request, response) => {
    response.json(await evidenceIn(request))
  })
  router.get(
    `${path}/:activityId/people/:personId/evidence.csv`,
    organisers,
    exporting,
    async (request, response) => {
      const evidence = await evidenceIn(request)
      await recordExport(personOf(response).id, 'evidence', String(request.params.activityId), 1)
      sendCsv(response, `evidence-${evidence.personId}.csv`, csvForPeople(evidenceRows(evidence)))
    },
  )
  router.get(`${path}/:activityId/evaluations`, organisers, async (request, response) => {
    response.json(await evaluations.results(await activityIn(credit, request)))
  })
  router.get(`${path}/:activityId/evaluations.csv`, organisers, exporting, async (request, response) => {
    const of = await activityIn(credit, request)
    const submitted = await evaluations.submitted(of)
    await recordExport(personOf(response).id, 'evaluations', of.id, submitted.length)
    sendCsv(response, `evaluations-${of.id}.csv`, csvForPeople(evaluationRows(of, submitted)))
  })
  router.get(`${path}/:activityId/registers/pars.json`, organisers, exporting, async (request, response) => {
    const of = await activityIn(credit, request)
    const records = await reporting.makeFile(personOf(response).id, of, 'pars')
    attach(response, `pars-${of.id}.json`).json(parsRecords(of, records))
  })
  router.get(
    `${path}/:activityId/registers/cpe-monitor.csv`,
    organisers,
    exporting,
    async (request, response) => {
      const of = await activityIn(credit, request)
      const { timeZone } = await program.conference()
      const records = await reporting.makeFile(personOf(response).id, of, 'cpe-monitor')
      sendCsv(response, `cpe-monitor-${of.id}.csv`, csvForMachines(cpeMonitorRows(of, records, timeZone)))
    },
  )
  for (const register of registers)
    router.get(
      `${path}/:activityId/registers/${register}-missing.csv`,
      organisers,
      exporting,
      async (request, response) => {
        const of = await activityIn(credit, request)
        const rows = lackRows(register, await reporting.rows(of, register))
        await recordExport(personOf(response).id, `${register}-missing`, of.id, rows.length - 1)
        sendCsv(response, `${register}-missing-${of.id}.csv`, csvForPeople(rows))
      },
    )
  router.post(
    `${path}/:activityId/registers/:register/reported`,
    organisers,
    acting,
    async (request, response) => {
      const { madeAt } = parseBody(reportedRequest, request.body)
      const of = await activityIn(credit, request)
      const register = registers.find((known) => known === request.params.register)
      if (!register) throw errors.notFound('register')
      const marked = await reporting.markReported(personOf(response).id, of, register, madeAt)
      const answer: ReportedAnswer = { marked }
      response.json(answer)
    },
  )
  return router
}
