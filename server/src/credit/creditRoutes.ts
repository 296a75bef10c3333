// A person's own credit: what was earned and what is missing, forms, claims, certificates, appeals.
import type { Person } from '@lectern/shared/accounts'
import { appealRequest, claimRequest, creditProfile, formSubmission } from '@lectern/shared/credit'
import { errors } from '@lectern/shared/errors'
import { id } from '@lectern/shared/ids'
import { type Request, type RequestHandler, type Response, Router } from 'express'
import { limitByPerson } from '../http/limit.ts'
import { requireRole } from '../http/person.ts'
import { parseBody } from '../http/respond.ts'
import { makeAppeal } from './appealing.ts'
import { readCode } from './certificateCodes.ts'
import { holderOf } from './certificates.ts'
import type { Credit } from './createCredit.ts'
import { createLearnerViews } from './learnerViews.ts'
import { certificatePdf } from './pdf/certificatePdf.ts'
import { requirePrintable } from './pdf/printableName.ts'
import { transcriptPdf } from './pdf/transcriptPdf.ts'

/** Everybody who may watch a session. */
const learners = requireRole('clinician', 'speaker', 'moderator', 'organiser')

export const personOf = (response: Response): Person => response.locals.person!

/** The activity in the address. */
export async function activityIn(credit: Credit, request: Request) {
  const activityId = id.safeParse(request.params.activityId)
  if (!activityId.success) throw errors.notFound('activity')
  return credit.activity(activityId.data)
}

function sendPdf(response: Response, name: string, pdf: Buffer): void {
  response.set('Content-Disposition', `inline; filename="${name}.pdf"`).type('application/pdf').send(pdf)
}

/** `publicUrl`: what certificates bear as the address that verifies them; without it none is printed. */
export function createCreditRoutes(credit: Credit, publicUrl: string | undefined): Router {
  const { forms, submitting, claims, program, clock } = credit
  const views = createLearnerViews(credit)
  /** Drafts are saved while somebody writes. */
  const writing = limitByPerson('credit-writing', 60, 30)
  /** A page takes a tenth of a second to be drawn. */
  const printing = limitByPerson('credit-printing', 20, 30)

  const printedUrl = (): string => {
    if (publicUrl === undefined)
      throw errors.notConfigured(
        'Certificates and transcripts bear the address at which anybody can verify them, so they cannot be printed yet',
        'PUBLIC_URL',
      )
    return publicUrl
  }

  const certificate: RequestHandler = async (request, response) => {
    const code = readCode(String(request.params.code))
    const found = code && (await claims.certificate(code))
    if (!found) throw errors.notFound('certificate')
    const person = personOf(response)
    if (found.personId !== person.id && !person.roles.includes('organiser'))
      throw errors.forbidden('this certificate is somebody else’s')
    requirePrintable(found.holder)
    sendPdf(response, `certificate-${found.code}`, await certificatePdf(found, printedUrl()))
  }

  const transcript: RequestHandler = async (_request, response) => {
    const person = personOf(response)
    requirePrintable(holderOf(person))
    const made = await claims.of(person.id)
    const found = await Promise.all(made.map(({ code }) => claims.certificate(code)))
    const valid = found.filter((one) => one !== undefined && one.revokedAt === null)
    const { timeZone, title } = await program.conference()
    const about = { person, conference: title, timeZone, at: clock(), verifyUrl: `${printedUrl()}/verify` }
    sendPdf(
      response,
      'credit-transcript',
      await transcriptPdf(
        about,
        valid.filter((one) => one !== undefined),
      ),
    )
  }

  const router = Router()
  router.get('/api/credit', learners, async (_request, response) => {
    response.json(await views.myCredit(personOf(response)))
  })
  router.put('/api/credit/profile', learners, writing, async (request, response) => {
    const profile = parseBody(creditProfile, request.body)
    await forms.saveProfile(personOf(response).id, profile)
    response.json(profile)
  })
  router.post('/api/credit/appeals', learners, writing, async (request, response) => {
    const { sessionId, text } = parseBody(appealRequest, request.body)
    response.status(201).json(await makeAppeal(credit, personOf(response), sessionId, text))
  })
  router.get('/api/credit/transcript.pdf', learners, printing, transcript)
  router.get('/api/credit/certificates/:code.pdf', learners, printing, certificate)

  router.get('/api/credit/:activityId', learners, async (request, response) => {
    response.json(await views.activityCredit(await activityIn(credit, request), personOf(response)))
  })
  router.put('/api/credit/:activityId/evaluation', learners, writing, async (request, response) => {
    const { answers, submit } = parseBody(formSubmission, request.body)
    const of = await activityIn(credit, request)
    response.json(await submitting.saveEvaluation(of, personOf(response), answers, submit))
  })
  router.put('/api/credit/:activityId/test', learners, writing, async (request, response) => {
    const { answers, submit } = parseBody(formSubmission, request.body)
    const of = await activityIn(credit, request)
    response.json(await submitting.saveTest(of, personOf(response), answers, submit))
  })
  router.post('/api/credit/:activityId/claims', learners, writing, async (request, response) => {
    const { policyId, amount } = parseBody(claimRequest, request.body)
    const of = await activityIn(credit, request)
    response.status(201).json(await credit.claim(personOf(response), of, policyId, amount))
  })
  return router
}
