// A person's own credit: what was earned and what is missing, forms, claims, certificates, appeals.
import type { creditRoutes } from '@lectern/shared/credit'
import { errors } from '@lectern/shared/errors'
import type { RouteHandlers } from '../http/routeHandlers.ts'
import type { LedgerKey } from '../ledger/ledgerKey.ts'
import { makeAppeal } from './appealing.ts'
import { readCode } from './certificateCodes.ts'
import { holderOf } from './certificates.ts'
import type { Credit } from './creditParts.ts'
import { createLearnerViews } from './learnerViews.ts'
import { requirePrintable } from './pdf/printableName.ts'
import type { PrintedAt, Printer } from './pdf/printer.ts'
import { signCertificate } from './pdf/signCertificate.ts'

type OwnCreditRoutes = Omit<typeof creditRoutes, 'credit.verify'>
type PrintedRoutes = Pick<typeof creditRoutes, 'credit.certificate' | 'credit.transcript'>

/**
 * `printedAt`: where certificates are verified; undefined: nobody has said, and none is printed. `key` signs
 * them; without it they bear no signature.
 */
export function createCreditRoutes(
  credit: Credit,
  printer: Printer,
  printedAt: () => PrintedAt | undefined,
  key: LedgerKey | undefined,
): RouteHandlers<OwnCreditRoutes> {
  const { submitting, declarations, details } = credit
  const views = createLearnerViews(credit)
  return {
    'credit.mine': ({ person, conferenceId }) => views.myCredit(person, conferenceId),
    'credit.appeal': ({ person, body }) => makeAppeal(credit, person, body.sessionId, body.text),
    'credit.activity': async ({ params, person }) =>
      views.activityCredit(await credit.activity(params.activityId), person),
    'credit.saveEvaluation': async ({ params, person, body }) =>
      submitting.saveEvaluation(await credit.activity(params.activityId), person, body.answers, body.submit),
    'credit.saveTest': async ({ params, person, body }) =>
      submitting.saveTest(await credit.activity(params.activityId), person, body.answers, body.submit),
    'credit.claim': async ({ params, person, body }) =>
      credit.claim(person, await credit.activity(params.activityId), body, body.amount),
    async 'credit.declare'({ params, person, body }) {
      const activity = await credit.activity(params.activityId)
      await declarations.declare(person.id, activity.id, body.by)
      return views.activityCredit(activity, person)
    },
    async 'credit.wish'({ person, body }) {
      await declarations.wish(person.id, body.board, body.given)
      return { mocWishes: (await details.of(person.id)).mocWishes }
    },
    ...createPrintedRoutes(credit, printer, printedAt, key),
  }
}

function createPrintedRoutes(
  { claims, activities, clock }: Pick<Credit, 'claims' | 'activities' | 'clock'>,
  printer: Printer,
  printedAt: () => PrintedAt | undefined,
  key: LedgerKey | undefined,
): RouteHandlers<PrintedRoutes> {
  const requireAddress = (): PrintedAt => {
    const found = printedAt()
    if (!found)
      throw errors.notConfigured(
        'Certificates and transcripts bear the address at which anybody can verify them, so they cannot be printed yet',
        'PUBLIC_URL',
      )
    return found
  }
  return {
    async 'credit.certificate'({ params, person }) {
      const code = readCode(params.code)
      const certificate = code && (await claims.certificate(code))
      if (!certificate) throw errors.notFound('certificate')
      if (certificate.personId !== person.id && !person.roles.includes('office'))
        throw errors.forbidden('this certificate is somebody else’s')
      requirePrintable(certificate.holder)
      const at = requireAddress()
      const pdf = await printer.renderCertificate(certificate, at.url, at)
      return {
        name: `${at.isTrial ? 'trial' : 'certificate'}-${certificate.code}.pdf`,
        inline: true,
        content: at.isTrial ? pdf : signCertificate(pdf, certificate, key),
      }
    },

    async 'credit.transcript'({ person }) {
      requirePrintable(holderOf(person))
      const made = await claims.of(person.id)
      const certificates = await Promise.all(made.map(({ code }) => claims.certificate(code)))
      const valid = certificates.filter((one) => one !== undefined).filter((one) => one.revokedAt === null)
      // It covers every conference of the provider, each in its own time zone; its date is the latest one's.
      const { url, isTrial } = requireAddress()
      const about = {
        person,
        isTrial,
        provider: (await activities.provider())?.name ?? valid.at(-1)?.provider ?? '',
        timeZone: valid.at(-1)?.timeZone ?? 'UTC',
        at: clock(),
        verifyUrl: `${url}/verify`,
      }
      const content = await printer.renderTranscript(about, valid)
      return { name: 'credit-transcript.pdf', inline: true, content }
    },
  }
}
