// ACCME's record of an activity (JSON v0.1.2, a draft by ACCME's staff of May 2025). The draft contradicts
// itself, and is silent about some values: `draft` says which reading this follows.
import type { RecordAction } from '@lectern/shared/activityRecords'
import { minorDigits } from '@lectern/shared/money'
import { accmeProfessions, changes } from '@lectern/shared/planningWords'
import type { Profession } from '@lectern/shared/professions'
import { laterDay } from '@lectern/shared/programSeries'
import { quarters } from '../pars.ts'
import { type Designated, type RecordFacts, type RecordSupport, uansOf } from './facts.ts'

export const draft =
  'ACCME’s staff published this format (v0.1.2, May 2025) as a draft that contradicts itself. The file follows the schema’s definition “ParticipationMetrics” with all categories of participants, not its list of required names (“participationMetrics”) and not the OpenAPI text (physicians and others alone). Credit of one body is an object, of several a list, IPCE first. Not confirmed: the names of formats other than “Live Course” and “Enduring Material”, those of measured outcomes, and what a keyword’s source is. REMS, commendation tags and state content tags are left out, since their form is not stated.'

const categories: Readonly<Record<Profession, string>> = {
  physician: 'physician',
  nurse: 'nurse',
  pharmacist: 'pharmacist',
  pharmacy_technician: 'pharmacy technician',
  physician_assistant: 'physician assistant',
  psychologist: 'psychologist',
  optometrist: 'optometrist',
  social_worker: 'social worker',
  dentist: 'dentist',
  allied_dental_staff: 'allied dental staff',
  registered_dietitian: 'registered dietitians',
  dietetic_technician: 'dietetic technicians registered',
  athletic_trainer: 'athletic trainers',
  other: 'other',
}
const measured = {
  competence: 'Competence',
  performance: 'Performance',
  outcomes: 'Patient Outcomes',
} as const
const fees = { yes: 'Yes', no: 'No, it’s free', variable: 'Variable' } as const
const registrations = { open: 'Open to all', limited: 'Limited' } as const
const pharmacyTypes: Readonly<Record<string, string>> = {
  'acpe-knowledge': 'Knowledge',
  'acpe-application': 'Application',
  'acpe-practice': 'Certificate Program',
}

/** In the whole unit of its currency. */
export const wholeAmount = ({ amount, currency }: RecordSupport): number =>
  Math.round(amount / 10 ** minorDigits(currency))

/** Credit that the record names, the healthcare team's first; points of boards are registrations. */
export const certified = ({ designated }: RecordFacts): Designated[] =>
  designated
    .filter(({ policy }) => policy.accmeCertification !== undefined && policy.board === null)
    .toSorted(
      (a, b) =>
        Number(b.policy.accmeCertification === 'IPCE') - Number(a.policy.accmeCertification === 'IPCE'),
    )

/** Two policies of one certification (pharmacists' knowledge and application) are one credit: their sum. */
function creditsOf(facts: RecordFacts) {
  const { nonaccredited } = facts.form
  const byName = Map.groupBy(certified(facts), ({ policy }) => policy.accmeCertification!)
  const all = [...byName].map(([activityCertification, some]) => ({
    activityCertification,
    numberOfCredits: quarters(some.reduce((sum, { amount }) => sum + amount, 0)),
    ...(nonaccredited.length > 0 && { nonAccreditedProvider: nonaccredited }),
  }))
  return all.length === 1 ? all[0] : all
}

const locationOf = ({ form: { city, state, country } }: RecordFacts) =>
  city === '' && country === ''
    ? {}
    : { activityLocation: { city, ...(state !== '' && { stateOrProvince: state }), country } }

function pharmacyOf(facts: RecordFacts) {
  const uans = uansOf(facts)
  const [any] = uans
  if (!any) return {}
  const of = (audience: 'P' | 'T') => uans.find(({ uan }) => uan.audience === audience)?.number
  const [pharmacists, technicians] = [of('P'), of('T')]
  return {
    PharmacyActivityType: pharmacyTypes[any.policy.id] ?? 'Knowledge',
    PharmacyActivityTopic: any.uan.topic,
    PharmacySequenceNumber: any.uan.sequence,
    ...(pharmacists !== undefined && { UANPharmacy: pharmacists }),
    ...(technicians !== undefined && { UANPharmacyTech: technicians }),
  }
}

/** The boards that the activity gives points of. */
export const mocOf = ({ designated, form, endsOn }: RecordFacts) =>
  designated.flatMap(({ policy, amount }) => {
    const { board, claimDays } = policy
    if (!board) return []
    const written = form.mocTypes.flatMap((each) => (each.board === board.id ? [each.type] : []))
    const types = written.length > 0 ? written : board.creditTypes
    return [
      {
        boardName: board.id,
        mocPoints: quarters(amount),
        MOCCreditType: types,
        ...(claimDays !== null && { CreditClaimDate: laterDay(endsOn, claimDays) }),
      },
    ]
  })

const midnight = (day: string): string => `${day}T00:00:00`

function extensionOf(facts: RecordFacts, isClosed: boolean) {
  const { activity, form, designated, support } = facts
  const moc = mocOf(facts)
  const inKind = support.filter((each) => each.inKind.length > 0)
  const outcomes = changes.filter((change) => form.changes[change].evaluated === true)
  return {
    ProviderID: activity.provider.number,
    isInterprofessional: designated.some(({ policy }) => policy.accmeCertification === 'IPCE'),
    ...(inKind.length > 0 && {
      InKindSupports: { InKindSupport: inKind.map(({ supporter }) => ({ source: supporter })) },
    }),
    DeliveryMethods: form.delivery,
    ...(outcomes.length > 0 && {
      MeasuredOutcomes: outcomes.map((change) => ({ MeasuredOutcome: measured[change] })),
    }),
    ...(moc.length > 0 && { MOCRegistrations: { MOCRegistration: moc } }),
    ...(form.forPublicList !== null && { ForPublicList: form.forPublicList }),
    ...(form.fee !== null && { FeeForParticipation: fees[form.fee] }),
    ...(form.registration !== null && { ActivityRegistration: registrations[form.registration] }),
    ...pharmacyOf(facts),
    closeActivityRecord: isClosed,
  }
}

export type AccmeRecord = ReturnType<typeof accmeRecord>

/** `isClosed`: nothing is changed at the register any more. Its action is set when it is written. */
export function accmeRecord(facts: RecordFacts, isClosed: boolean) {
  const { activity, form, year, startsOn, endsOn, support, partners, participants, number } = facts
  const money = support.filter(({ amount }) => amount > 0)
  return {
    ReportDescription: { ReportingStartDate: `${year}-01-01`, ReportingEndDate: `${year}-12-31` },
    ActivityDescription:
      money.length === 0
        ? {}
        : {
            commercialSupportAmount: money.map((each) => ({
              currency: each.currency,
              supportSource: each.supporter,
              value: wholeAmount(each),
            })),
          },
    Lom: {
      general: {
        identifier: [
          ...(number === null ? [] : [{ catalog: 'ACCME Activity ID', entry: number }]),
          { catalog: 'Provider Activity ID', entry: facts.providerActivityId },
        ],
        title: activity.title,
        description: form.description,
        keyword: form.keywords.map((word, i) => ({ id: String(i + 1), source: 'Provider', string: word })),
      },
    },
    healthcareMetadata: {
      healthcareEducation: {
        credits: creditsOf(facts),
        ...locationOf(facts),
        startDateTime: midnight(startsOn),
        endDateTime: midnight(endsOn),
        activitySponsorship: partners.length > 0 ? 'joint' : 'direct',
        activityFormat: facts.type.format,
        commercialSupport: support.length > 0,
        targetAudience: {
          profession: form.professions.map((profession) => accmeProfessions[profession]),
          ...(form.specialties.length > 0 && { specialty: form.specialties }),
        },
      },
    },
    ParticipationMetrics: {
      participantsByCategory: Object.entries(participants)
        .filter(([, count]) => count > 0)
        .map(([profession, count]) => ({
          category: categories[profession as Profession],
          numberOfParticipants: count,
        })),
    },
    XtensibleInfo: extensionOf(facts, isClosed),
  }
}

/** The whole file. Deletions come first. */
export function accmeFile(records: readonly { action: RecordAction; content: AccmeRecord }[]): string {
  const inOrder = records.toSorted((a, b) => Number(b.action === 'Delete') - Number(a.action === 'Delete'))
  return JSON.stringify({
    ACCMEActivities: {
      MedicalEducationMetrics: inOrder.map(({ action, content }) => ({
        ...content,
        XtensibleInfo: { ...content.XtensibleInfo, activityRecordAction: action },
      })),
    },
  })
}
