// What a pack consists of, in its order. Contents are read when their turn comes, some people at a time.
import { createReadStream } from 'node:fs'
import type { Dossier } from '@lectern/shared/audit'
import { agreementsFor, latestVersion } from '@lectern/shared/supportRules'
import { csvForPeopleInParts } from '../http/csv.ts'
import { exportLines } from '../ledger/ledgerExport.ts'
import type { LedgerKey } from '../ledger/ledgerKey.ts'
import type { SupportStore } from '../support/supportStore.ts'
import type { Uploads } from '../uploads/uploads.ts'
import { type AttendanceSheets, attendanceHead, checksHead, presentedHead } from './attendanceSheets.ts'
import type { EntryIndex } from './entries.ts'
import { type EvaluationSheetOptions, evaluationSheet } from './evaluationSheet.ts'
import {
  certificatesHead,
  decisionsHead,
  type LedgerSheets,
  permissionsHead,
  receiptsHead,
} from './ledgerSheets.ts'
import type { AuditSubject } from './subject.ts'

export interface PackPart {
  name: string
  what: string
  evidenceOf: string
  /** About how many chunks it has. */
  chunks: number
  content(): AsyncIterable<string | Buffer> | Iterable<string | Buffer>
}

export interface PackPartsOptions {
  attendance: AttendanceSheets
  ledgerSheets: LedgerSheets
  forms: EvaluationSheetOptions['forms']
  agreements: Pick<SupportStore, 'agreements' | 'isPurged'>
  uploads: Pick<Uploads, 'pathOf'>
  /** Undefined: exports are not signed, and so there are none. */
  key: LedgerKey | undefined
  pdf: (dossier: Dossier) => Promise<Buffer>
}

const peopleEach = 50
const entriesEach = 500

/** Signed agreements as they were uploaded. */
export async function agreementParts(
  { agreements, uploads }: Pick<PackPartsOptions, 'agreements' | 'uploads'>,
  { activity }: AuditSubject,
): Promise<PackPart[]> {
  const { conferenceId } = activity
  const all = agreementsFor(await agreements.agreements(conferenceId), activity.id)
  const found = all.map(async (agreement) => {
    const { file, version, terms } = latestVersion(agreement)
    if (!file || (await agreements.isPurged(conferenceId, file.id))) return []
    return [
      {
        name: `agreement-${agreement.id}-${version}.pdf`,
        what: `The signed agreement with ${terms.supporter}.`,
        evidenceOf: 'ACCME Standard 4: agreements signed before the activity',
        chunks: 1,
        content: () => createReadStream(uploads.pathOf(file.id)),
      },
    ]
  })
  return (await Promise.all(found)).flat()
}

export function packParts(
  { attendance, ledgerSheets, forms, key, pdf }: PackPartsOptions,
  { subject, dossier, index }: { subject: AuditSubject; dossier: Dossier; index: EntryIndex },
): PackPart[] {
  const { activity, sessions, personIds, ledger, head } = subject
  const batches = Math.ceil(personIds.length / peopleEach) + 1
  const pages = Math.ceil(head.seq / entriesEach) + 1
  const of = { ledger, head: head.seq, activity, sessions, index }
  const sheet = (
    about: Pick<PackPart, 'name' | 'what' | 'evidenceOf' | 'chunks'>,
    columns: readonly string[],
    rows: () => AsyncIterable<string[][]>,
  ): PackPart => ({ ...about, content: () => csvForPeopleInParts(columns, rows()) })

  const parts: PackPart[] = [
    {
      name: 'abstract.pdf',
      what: 'Everything about the activity in words: abstract, people in control, announcements, support, evaluation, certificates, bias reports, registers.',
      evidenceOf: 'ACCME performance in practice: structured abstract and attachments',
      chunks: 1,
      content: async function* () {
        yield await pdf(dossier)
      },
    },
    sheet(
      {
        name: 'attendance.csv',
        what: 'Each person in each session: when they acknowledged the disclosures, minutes that count, checks, and why others do not count.',
        evidenceOf: 'Verification of participation',
        chunks: batches,
      },
      attendanceHead,
      () => attendance.attendance(activity, sessions, personIds),
    ),
    sheet(
      {
        name: 'presenters.csv',
        what: 'Each session’s speakers, and whoever else was on stage: minutes on stage while it was on air, and those that the CE office stated.',
        evidenceOf: 'Credit for presenting',
        chunks: 1,
      },
      presentedHead,
      () => attendance.presented(sessions),
    ),
    sheet(
      {
        name: 'attention-checks.csv',
        what: 'Every attention check that was sent, answered or not.',
        evidenceOf: 'Verification of participation; each response or lack of it',
        chunks: batches,
      },
      checksHead,
      () => attendance.checks(activity, sessions, personIds),
    ),
    sheet(
      {
        name: 'certificates.csv',
        what: 'Each certificate that was ever issued, those that were revoked or replaced, too.',
        evidenceOf: 'Credit awarded',
        chunks: 1,
      },
      certificatesHead,
      () => ledgerSheets.certificates(of),
    ),
    {
      name: 'evaluations.csv',
      what: 'Submitted evaluations without names, in a random order. Empty if so few answered that somebody could be recognised.',
      evidenceOf: 'Changes in learners; freedom from commercial bias',
      chunks: batches,
      content: async function* () {
        const { head: columns, rows } = await evaluationSheet({ forms }, activity, personIds)
        yield* csvForPeopleInParts(columns, rows())
      },
    },
    sheet(
      {
        name: 'permissions.csv',
        what: 'When each learner permitted a register to get their credit, or withdrew that.',
        evidenceOf: 'Learners’ consent to reporting',
        chunks: 1,
      },
      permissionsHead,
      () => ledgerSheets.permissions(of, new Set(personIds)),
    ),
    sheet(
      {
        name: 'register-receipts.csv',
        what: 'What was sent to registers when, accepted or rejected, and why.',
        evidenceOf: 'Reporting to registers',
        chunks: 1,
      },
      receiptsHead,
      () => ledgerSheets.receipts(of),
    ),
    sheet(
      {
        name: 'decisions.csv',
        what: 'Everything that the CE office decided, with its reasons: minutes, appeals, certificates, relationships, handouts, bias.',
        evidenceOf: 'Oversight by the provider; ACCME Standards 1 to 3',
        chunks: 1,
      },
      decisionsHead,
      () => ledgerSheets.decisions(of),
    ),
    {
      name: 'statements-shown.jsonl',
      what: 'Each version of statements, disclosures and support as learners read them, word for word; one JSON object a line.',
      evidenceOf: 'ACCME Standards 3.5 and 4: disclosed before learners engage',
      chunks: 1,
      content: () => ledgerSheets.shown(of),
    },
  ]
  if (key)
    parts.push({
      name: 'ledger.ndjson',
      what: 'The conference’s ledger, signed, as npm run verify-ledger takes it. What entries about other activities rest on is withheld.',
      evidenceOf: 'Nothing was altered, removed or inserted; every certificate can be computed again',
      chunks: pages,
      content: () => {
        const about = {
          conference: { id: activity.conferenceId, title: dossier.conference },
          exportedAt: dossier.at,
        }
        const sessionIds = sessions.map(({ session }) => session.id)
        return exportLines(ledger, head, about, key, { id: activity.id, sessionIds })
      },
    })
  return parts
}
