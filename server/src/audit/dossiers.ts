// The dossier of an activity: sections that people read, written from what features keep. The auditor's page,
// the pack's PDF and its index show the same.

import type { Identity } from '@lectern/shared/accounts'
import type { Dossier, Section } from '@lectern/shared/audit'
import type { Register } from '@lectern/shared/creditRegisters'
import { headCode } from '@lectern/shared/ledgerChain'
import { unitedSupport } from '@lectern/shared/supporters'
import { agreementsFor } from '@lectern/shared/supportRules'
import type { Credit } from '../credit/creditParts.ts'
import { isForTeam } from '../credit/planning.ts'
import type { PlanningStore } from '../credit/planningStore.ts'
import type { OutcomesStore } from '../outcomes/outcomesStore.ts'
import type { BiasStore } from '../program/biasStore.ts'
import type { SupportStore } from '../support/supportStore.ts'
import { entriesOf } from './entries.ts'
import { lastShown } from './lastShown.ts'
import type { About } from './sections/about.ts'
import { abstract } from './sections/abstract.ts'
import { announced } from './sections/announced.ts'
import { attendance } from './sections/attendance.ts'
import { type BiasReported, bias } from './sections/bias.ts'
import { certificates, type IssuedCounts } from './sections/certificates.ts'
import { control } from './sections/control.ts'
import { evaluation } from './sections/evaluation.ts'
import { ledger } from './sections/ledger.ts'
import { outcomes } from './sections/outcomes.ts'
import { overview } from './sections/overview.ts'
import { type RegisterStanding, registers } from './sections/registers.ts'
import { support } from './sections/support.ts'
import type { AuditSubject } from './subject.ts'
import { type Counted, tallyOf } from './tally.ts'

export interface DossiersOptions {
  credit: Pick<Credit, 'program' | 'policies' | 'textsOf' | 'claims' | 'forms' | 'watchFacts' | 'clock'>
  bias: Pick<BiasStore, 'reports' | 'decisions'>
  findPerson: (personId: string) => Promise<Identity | undefined>
  planningForms: Pick<PlanningStore, 'find'>
  outcomes: Pick<OutcomesStore, 'report'>
  support: Pick<SupportStore, 'agreements' | 'statement'>
  /** Of the key that signs exports. */
  fingerprint: string | null
}

export type Dossiers = ReturnType<typeof createDossiers>

export function createDossiers(options: DossiersOptions) {
  const { credit, bias: reported, findPerson, planningForms, fingerprint } = options
  const { program, policies, claims, clock } = credit

  async function biasReports({ sessions }: AuditSubject): Promise<BiasReported[]> {
    const nameOf = async (personId: string) => (await findPerson(personId))?.name ?? 'somebody who has left'
    const all = sessions.map(async ({ session: { id, title } }) => {
      const [reports, decisions] = await Promise.all([reported.reports(id), reported.decisions(id)])
      return Promise.all(
        reports.map(async ({ id: reportId, at, text }): Promise<BiasReported> => {
          const decision = decisions[reportId]
          return {
            ...{ sessionTitle: title, at, text },
            decision: decision ? { ...decision, by: await nameOf(decision.by) } : null,
          }
        }),
      )
    })
    return (await Promise.all(all)).flat()
  }

  async function issuedIn({ activity, ledger: own, head, index }: AuditSubject): Promise<IssuedCounts> {
    const counts = { issued: 0, revoked: 0 }
    const kinds = ['certificate.issued', 'certificate.revoked'] as const
    for await (const entries of entriesOf({ ledger: own, head: head.seq, kinds, index: await index() }))
      for (const { kind, data } of entries)
        if (data.activityId === activity.id) counts[kind === 'certificate.issued' ? 'issued' : 'revoked'] += 1
    return counts
  }

  async function registerStandings({ activity }: AuditSubject): Promise<RegisterStanding[]> {
    const ofPolicy = new Map(policies.map(({ id, register }) => [id, register]))
    const named = new Set(activity.designations.flatMap(({ policyId }) => ofPolicy.get(policyId) ?? []))
    const [reportedCodes, answers] = await Promise.all([
      claims.reported(activity.id),
      claims.registerAnswers(activity.id),
    ])
    const at = (register: Register) =>
      Object.entries(reportedCodes).filter(([key]) => ofPolicy.get(key.split(' ')[1]!) === register)
    return Promise.all(
      [...named].map(async (register) => {
        const sent = at(register)
        const answered = sent.flatMap(([, code]) => answers[code] ?? [])
        const rejected = answered.filter((answer) => answer.rejected !== undefined).length
        const file = await claims.registerFile(activity.id, register)
        return {
          ...{ register, sent: sent.length, accepted: answered.length - rejected, rejected },
          lastFileAt: file?.madeAt ?? null,
        }
      }),
    )
  }

  return {
    async of(subject: AuditSubject, counted?: Counted): Promise<Dossier> {
      const { activity, sessions, isOver, head } = subject
      const [conference, tally, issued, standings, reports, planning, change, agreements, statement, shown] =
        await Promise.all([
          program.conference(activity.conferenceId),
          tallyOf(credit, subject, counted),
          issuedIn(subject),
          registerStandings(subject),
          biasReports(subject),
          planningForms.find(activity),
          options.outcomes.report(activity.id),
          options.support.agreements(activity.conferenceId),
          options.support.statement(activity.conferenceId, activity.id),
          lastShown(subject),
        ])
      const at = clock()
      const policies = credit.textsOf(activity.id)
      const about: About = { activity, conference, sessions, policies, tally, at, isOver }
      const sections: Section[] = [
        overview(about),
        abstract(about, {
          form: planning.form,
          isJointAccreditation: isForTeam(activity, policies),
          isSupported:
            agreementsFor(agreements, activity.id).length > 0 ||
            sessions.some(({ session }) => unitedSupport(session.support, conference.support).length > 0),
        }),
        control(about),
        announced(about, shown),
        support(about, { agreements, statement }),
        attendance(about),
        evaluation(about),
        outcomes(change),
        certificates(about, issued),
        bias(about, reports),
        registers(about, standings),
        ledger({ entries: head.seq, headCode: headCode(head), fingerprint }),
      ]
      return {
        activity: { id: activity.id, title: activity.title },
        conference: conference.title,
        provider: activity.provider.name,
        timeZone: conference.timeZone,
        ...{ at, isOver, sections },
      }
    },
  }
}
