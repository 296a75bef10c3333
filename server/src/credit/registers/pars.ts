// ACCME's learner records (JSON v0.5, drafts of March to May 2025), for PARS and JA-PARS. The draft's text
// takes a birth date without the year, its schema wants one; this follows the text, since nobody is asked
// for the year.

import type { Identity } from '@lectern/shared/accounts'
import type { RegisterProblem } from '@lectern/shared/creditRegisters'
import { isNpi } from '@lectern/shared/identifiers'
import { namePartsOf } from '@lectern/shared/names'
import { zoned } from '@lectern/shared/zoneTime'
import { type About, type Adapter, learner, nobody, office, type RecordToSend } from './adapter.ts'
import { boardOf, type Claimed, dayReported, licenceOf, nameNotices } from './claimed.ts'

/** PARS accepts quarters only. */
export const quarters = (amount: number): number => Math.floor(Math.round(amount * 100) / 25) / 4

const twoDigits = (part: number): string => String(part).padStart(2, '0')

/** "2026-11-24T17:00:00+01:00": without a zone, ACCME reads Central time, which may be another day. */
const zonedTime = (at: number, timeZone: string): string =>
  zoned(at, timeZone).toString({ timeZoneName: 'never', smallestUnit: 'second' })

/**
 * By what the register finds the person. The ACCME names licence and board ID first; points go to a board.
 */
function uniqueId({ policy, details: { identifiers } }: Claimed): { value: string; domain: string } {
  if (policy.board) return { value: identifiers.boardIds[policy.board.id], domain: policy.board.id }
  const licence = licenceOf(identifiers)
  if (licence) return { value: licence.number, domain: licence.state }
  const board = boardOf(identifiers)
  if (board) return { value: board[1], domain: board[0] }
  return { value: identifiers.npi, domain: 'NPI' }
}

/** Of the activity: of a series, whose record is one a year, that of the person's. */
function moduleId(record: Claimed, { activity, numbers, timeZone }: About): string {
  if (!numbers) return activity.number
  return numbers.get('all') ?? numbers.get(dayReported(record, timeZone).slice(0, 4)) ?? ''
}
const isModuleId = (number: string): boolean => /^\d{9}$/.test(number)

const noNumber = (of: string): RegisterProblem =>
  office(
    `${of} has no number at PARS yet: report the activity there first, and record the number that PARS gives it.`,
  )
const wrongNumber = (number: string): RegisterProblem =>
  office(`The activity’s number at PARS has 9 digits; “${number}” is none.`)

function* moduleProblems(record: Claimed, about: About): Iterable<RegisterProblem> {
  const number = moduleId(record, about)
  const isOfYear = about.numbers?.has('all') === false
  if (number === '')
    yield noNumber(isOfYear ? `The year ${dayReported(record, about.timeZone).slice(0, 4)}` : 'The activity')
  else if (!isModuleId(number)) yield wrongNumber(number)
}

/** Points of a board are found by its own ID. */
const boardIdProblems = ({ policy: { board }, details }: Claimed): RegisterProblem[] =>
  board && details.identifiers.boardIds[board.id] === ''
    ? [learner(`The ID of the ${board.id} is missing.`)]
    : []

const isLatin = (person: Identity): boolean => {
  const { givenName, familyName } = namePartsOf(person)
  return !/(?!\p{Script=Latin})\p{L}/u.test(givenName + familyName)
}

const creditCertificate = (record: RecordToSend, { host }: About) => ({
  UniqueID: uniqueId(record),
  CreditReceived: {
    activityCertification: record.policy.accmeCertification,
    creditUnit: 'Point',
    numberOfCredits: quarters(record.amount),
  },
  CreditID: `ccid:${host}:${record.code}`,
})

/** One report: a person, an action and a moment, with every credit that belongs to it. */
function activityReport(records: readonly RecordToSend[], about: About) {
  const { activity, timeZone } = about
  const [first] = records as [RecordToSend]
  const { person, details, completedAt, action } = first
  const { givenName, familyName } = namePartsOf(person)
  const { birthMonth, birthDay } = details.identifiers
  return {
    ReportingOrganization: activity.provider.name,
    Member: {
      Name: { GivenName: givenName, FamilyName: familyName },
      PersonalInfo: { BirthDate: `${twoDigits(birthMonth!)}-${twoDigits(birthDay!)}` },
    },
    Activity: {
      ProviderOrganization: activity.provider.number,
      Module: {
        ModuleName: { value: activity.title, moduleID: moduleId(first, about) },
        Status: 'Completed',
        CompletedDateTime: zonedTime(completedAt, timeZone),
        CreditCertificate: records.map((record) => creditCertificate(record, about)),
      },
    },
    XtensibleInfo: { ProviderID: activity.provider.number, LearnerRecordAction: action },
  }
}

/** A record that is replaced is deleted before its successor is added. */
const inOrder = (records: readonly RecordToSend[]): RecordToSend[] =>
  records.toSorted((a, b) => Number(a.action === 'add') - Number(b.action === 'add'))

const reportKey = (record: RecordToSend, about: About): string =>
  `${record.person.id} ${record.action} ${record.completedAt} ${moduleId(record, about)}`

export const pars: Adapter = {
  draft: null,
  deletes: true,

  activityProblems: ({ activity: { provider, number }, numbers = new Map([['all', number]]) }) => [
    ...(/^\d{7}$/.test(provider.number)
      ? []
      : [office(`The provider’s ACCME number has 7 digits; “${provider.number}” is none.`)]),
    // Of a series, those years are reported that have their numbers.
    ...([...numbers.values()].some(isModuleId)
      ? []
      : [number === '' ? noNumber('The activity') : wrongNumber(number)]),
  ],

  deletionProblems: (claimed, about) => [...moduleProblems(claimed, about), ...boardIdProblems(claimed)],

  recordProblems: (claimed, about) => {
    const { amount, policy, details } = claimed
    return [
      ...moduleProblems(claimed, about),
      ...(policy.board && details.mocWishes[policy.board.id]?.given === false
        ? [learner(`Does not want the points of the ${policy.board.id} any more.`)]
        : []),
      ...boardIdProblems(claimed),
      ...(quarters(amount) === 0 ? [nobody('PARS takes 0.25 credits and more.')] : []),
      ...(policy.accmeCertification === undefined
        ? [office(`The policy “${policy.title}” does not say under which name PARS files its credit.`)]
        : []),
    ]
  },

  notices: ({ person, policy, details: { identifiers } }) => [
    ...(policy.board
      ? ['The name under which PARS files points of a board is not confirmed: try one record first.']
      : []),
    ...nameNotices({ person }),
    ...(isLatin(person) ? [] : ['The name is not in Latin letters: PARS may not find the person.']),
    ...(!licenceOf(identifiers) && !boardOf(identifiers) && isNpi(identifiers.npi)
      ? ['Identified by the NPI alone; PARS may ask for a licence or board ID.']
      : []),
  ],

  write(records, about) {
    const reports = Map.groupBy(inOrder(records), (record) => reportKey(record, about))
    return JSON.stringify({
      ACCMELearnerReports: {
        ActivityReports: {
          DateTimeCreated: zonedTime(about.now, about.timeZone),
          ActivityReport: [...reports.values()].map((together) => activityReport(together, about)),
        },
      },
    })
  },
}
