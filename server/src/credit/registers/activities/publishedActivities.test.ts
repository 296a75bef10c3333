// Records of activities against the shapes that the ACCME publishes: judged here by hand, and by nothing that
// writes them.
import { expect, test } from '@jest/globals'
import fc from 'fast-check'
import { activityIn, agreement, planned, sessionAt, watcher } from '../../../testing/activityRecords.ts'
import { accmeFile, accmeRecord } from './accmeRecord.ts'
import { type ActivityOf, recordsOf } from './facts.ts'
import { problemsOf } from './problems.ts'
import { templateD } from './templateD.ts'

const certifications =
  'IPCE|AMA PRA Category 1|Nursing|Pharmacy|AAPA Category 1|Psychologist|Optometrist|Social Worker|Dentist|Dietetic CPEU|Athletic Training CEU'.split(
    '|',
  )
const professions =
  'Physician|Nurse|Pharmacist|Pharmacy Technician|Physician Assistant|Psychologist|Optometrist|Social Worker|Dentist|Allied Dental Staff|Registered Dietitian|Dietetic Technician Registered|Athletic Trainer'.split(
    '|',
  )
const categories =
  'physician|nurse|pharmacist|pharmacy technician|physician assistant|psychologist|optometrist|social worker|dentist|allied dental staff|registered dietitians|dietetic technicians registered|athletic trainers|other'.split(
    '|',
  )
const boards = 'ABA ABIM ABOHNS ABOS ABP ABPATH ABS ABTS'.split(' ')
const deliveries = ['In-Person', 'Live-Streamed', 'Online', 'Print/Other']
const types = 'C RSS IL EM IEM JN MR TIW CML PI ISL LFT'.split(' ')

// biome-ignore lint/suspicious/noExplicitAny: a file of any shape is judged.
type Any = any
const isText = (value: unknown): boolean => typeof value === 'string' && value.trim() !== ''
const isWhole = (value: unknown): boolean => Number.isInteger(value) && (value as number) >= 0
const isQuarters = (value: number): boolean => value >= 0.25 && Number.isInteger(value * 4)
const isDay = (value: unknown): boolean => /^\d{4}(-\d\d-\d\d)?$/.test(String(value))
const isMidnight = (value: unknown): boolean => /^\d{4}-\d\d-\d\dT00:00:00$/.test(String(value))

function* educationFaults(of: Any): Iterable<string> {
  const all = Array.isArray(of.credits) ? of.credits : [of.credits]
  if (all.length === 0) yield 'no credits'
  for (const { activityCertification, numberOfCredits } of all) {
    if (!certifications.includes(activityCertification)) yield `credit ${activityCertification}`
    if (!isQuarters(numberOfCredits)) yield `credits ${numberOfCredits}`
  }
  const names = all.map((each: Any) => each.activityCertification)
  if (new Set(names).size !== names.length) yield 'a credit twice'
  const place = of.activityLocation
  if (place && !/^[A-Z]{3}$/.test(place.country)) yield `country ${place.country}`
  if (place?.country === 'USA' && !/^[A-Z]{2}$/.test(place.stateOrProvince))
    yield `state ${place.stateOrProvince}`
  if (!isMidnight(of.startDateTime) || !isMidnight(of.endDateTime)) yield 'startDateTime, endDateTime'
  if (of.startDateTime > of.endDateTime) yield 'it ends before it begins'
  if (!['direct', 'joint'].includes(of.activitySponsorship)) yield of.activitySponsorship
  if (!isText(of.activityFormat)) yield 'activityFormat'
  if (typeof of.commercialSupport !== 'boolean') yield 'commercialSupport'
  if (of.targetAudience.profession.length === 0) yield 'no profession'
  for (const each of of.targetAudience.profession) if (!professions.includes(each)) yield each
}

function* extensionFaults(of: Any): Iterable<string> {
  if (!['Add', 'Update', 'Delete'].includes(of.activityRecordAction)) yield of.activityRecordAction
  if (!/^\d{7}$/.test(of.ProviderID)) yield `ProviderID ${of.ProviderID}`
  for (const each of of.DeliveryMethods) if (!deliveries.includes(each)) yield each
  for (const name of ['isInterprofessional', 'ForPublicList', 'closeActivityRecord'])
    if (typeof of[name] !== 'boolean') yield name
  if (!['Yes', 'No, it’s free', 'Variable'].includes(of.FeeForParticipation)) yield of.FeeForParticipation
  if (!['Open to all', 'Limited'].includes(of.ActivityRegistration)) yield of.ActivityRegistration
  for (const { boardName, mocPoints, MOCCreditType } of of.MOCRegistrations?.MOCRegistration ?? []) {
    if (!boards.includes(boardName)) yield boardName
    if (!isQuarters(mocPoints)) yield `mocPoints ${mocPoints}`
    if (MOCCreditType.length === 0) yield 'MOCCreditType'
  }
  for (const { source } of of.InKindSupports?.InKindSupport ?? []) if (!isText(source)) yield 'source'
  if (of.PharmacyActivityType === undefined) return
  if (!['Knowledge', 'Application', 'Certificate Program'].includes(of.PharmacyActivityType))
    yield of.PharmacyActivityType
  if (!/^(0[1-8]|99)$/.test(of.PharmacyActivityTopic)) yield of.PharmacyActivityTopic
  if (!/^\d{3,4}$/.test(of.PharmacySequenceNumber)) yield of.PharmacySequenceNumber
  if (of.UANPharmacy !== undefined && !/-L\d\d-P$/.test(of.UANPharmacy)) yield of.UANPharmacy
  if (of.UANPharmacyTech !== undefined && !/-L\d\d-T$/.test(of.UANPharmacyTech)) yield of.UANPharmacyTech
}

function* recordFaults(of: Any): Iterable<string> {
  const { general } = of.Lom
  if (!isDay(of.ReportDescription.ReportingStartDate) || !isDay(of.ReportDescription.ReportingEndDate))
    yield 'ReportDescription'
  for (const { currency, supportSource, value } of of.ActivityDescription.commercialSupportAmount ?? []) {
    if (!/^[A-Z]{3}$/.test(currency)) yield `currency ${currency}`
    if (!isText(supportSource) || !isWhole(value)) yield `support ${value}`
  }
  if (general.identifier.length === 0) yield 'no identifier'
  for (const { catalog, entry } of general.identifier)
    if (!['ACCME Activity ID', 'Provider Activity ID', 'URL'].includes(catalog) || !isText(entry))
      yield catalog
  if (!isText(general.title) || !isText(general.description)) yield 'title, description'
  if (general.description.length > 2500) yield 'description too long'
  for (const { category, numberOfParticipants } of of.ParticipationMetrics.participantsByCategory)
    if (!categories.includes(category) || !isWhole(numberOfParticipants)) yield category
  yield* educationFaults(of.healthcareMetadata.healthcareEducation)
  yield* extensionFaults(of.XtensibleInfo)
}

const faultsIn = (text: string): string[] =>
  JSON.parse(text).ACCMEActivities.MedicalEducationMetrics.flatMap((each: Any) => [...recordFaults(each)])

/** Columns of Template D that are Yes, No or empty, by their place from 1. */
const yesOrNo = [
  15,
  ...Array.from({ length: 13 }, (_, i) => 16 + i),
  ...Array.from({ length: 15 }, (_, i) => 32 + i),
]

function* rowFaults(row: string, width: number): Iterable<string> {
  const cells = row.split('\t')
  const at = (place: number) => cells[place - 1] ?? ''
  if (cells.length !== width) yield `${cells.length} columns`
  if (at(1) !== 'D' || !/^(\d{9})?$/.test(at(2)) || !isText(at(3)) || !/^\d{4}$/.test(at(4)))
    yield 'columns 1 to 4'
  if (!isText(at(5)) || !/^\d\d\/\d\d\/\d{4}$/.test(at(6))) yield 'title, date'
  if (!types.includes(at(11))) yield `type ${at(11)}`
  if (!['C', 'RSS'].includes(at(11)) && `${at(7)}${at(8)}${at(9)}` !== '') yield 'a place of what has none'
  if (!/^([A-Z]{3})?$/.test(at(9))) yield `country ${at(9)}`
  if (!['Direct', 'Joint'].includes(at(10))) yield at(10)
  for (const place of [12, 13, 14]) if (!/^\d+(\.\d+)?$/.test(at(place))) yield `number ${at(place)}`
  for (const place of yesOrNo)
    if (!['Yes', 'No', ''].includes(at(place))) yield `column ${place}: ${at(place)}`
  if (!/^(\d+(\.\d+)?)?$/.test(at(30))) yield `credits ${at(30)}`
  for (let from = 48; from < width; from += 8) {
    if (!/^\d*$/.test(at(from + 1))) yield `amount ${at(from + 1)}`
    for (let kind = 2; kind <= 6; kind++)
      if (!['Yes', 'No', ''].includes(at(from + kind))) yield `in kind ${at(from + kind)}`
  }
  if (cells.some((cell) => cell !== cell.trim())) yield 'blanks around a value'
}

const hostile = fc.constantFrom(
  '"HF"\tand\r\n=1+1',
  'Herzinsuffizienz – für alle „Größen“ 王',
  '=HYPERLINK("http://x")',
  'x'.repeat(2500),
  'plain',
)
const designatedAt = 1
const designations = fc.subarray(
  [
    { policyId: 'ama', maximum: 1.5, designatedAt },
    { policyId: 'ipce', maximum: 1, designatedAt },
    { policyId: 'ancc', maximum: 1.33, designatedAt },
    { policyId: 'ca-brn', maximum: 1.6, designatedAt },
    { policyId: 'ama-faculty', maximum: 2, designatedAt },
    { policyId: 'moc-abim', maximum: 1, designatedAt },
    {
      ...{ policyId: 'acpe-application', maximum: 1, designatedAt, number: '1234-0000-26-001-H01-P' },
      numbers: [
        { number: '1234-0000-26-001-L01-P' },
        { number: '1234-0000-26-001-L01-T', profession: 'pharmacy_technician' },
      ],
    },
    { policyId: 'eaccme', maximum: 1, designatedAt },
  ],
  { minLength: 1 },
)
const support = fc.array(
  fc.record({
    name: fc.constantFrom('Acme', 'Acme\tPharma', 'Ünïcode GmbH'),
    currency: fc.constantFrom('USD', 'EUR', 'JPY', 'KWD'),
    amount: fc.integer({ min: 0, max: 1_000_000 }),
  }),
  { maxLength: 3 },
)
const anyActivity: fc.Arbitrary<ActivityOf> = fc
  .record({
    description: hostile,
    all: designations,
    support,
    delivery: fc.subarray(deliveries),
    place: fc.constantFrom(
      ['', '', ''],
      ['Springfield', 'IL', 'USA'],
      ['Köln', '', 'DEU'],
      ['X', 'Illinois', 'USA'],
    ),
    starts: fc.constantFrom(
      Date.UTC(2026, 10, 24, 16),
      Date.UTC(2026, 11, 31, 22, 30),
      Date.UTC(2028, 1, 29, 8),
    ),
    zone: fc.constantFrom('Europe/Berlin', 'America/Chicago', 'Pacific/Kiritimati'),
    people: fc.integer({ min: 0, max: 3 }),
  })
  .map(({ description, all, support: money, delivery, place, starts, zone, people }) =>
    activityIn({
      activity: { designations: all, title: description.replaceAll(/\s/g, ' ').slice(0, 60) },
      form: {
        ...planned,
        ...{
          description,
          delivery: delivery as never,
          city: place[0]!,
          state: place[1]!,
          country: place[2]!,
        },
      },
      sessions: [sessionAt('one', starts, 120)],
      people: Array.from({ length: people }, () => watcher('athletic_trainer', 'one')),
      agreements: money.map((each) => agreement(each.name, each.currency, each.amount)),
      timeZone: zone,
    }),
  )

test('whatever is planned, a record in the file is as the ACCME publishes it', () => {
  let sent = 0
  fc.assert(
    fc.property(anyActivity, fc.constantFrom('Add', 'Update', 'Delete'), (of, action) => {
      const right = recordsOf(of).filter((facts) => problemsOf(facts, 'json').length === 0)
      sent += right.length
      const text = accmeFile(
        right.map((facts) => ({ action: action as 'Add', content: accmeRecord(facts, false) })),
      )
      expect(faultsIn(text)).toEqual([])
    }),
    { numRuns: 300 },
  )
  expect(sent).toBeGreaterThan(20)
})

test('whatever is planned, a row of Template D has 47 columns and 8 for each supporter, without a head', () => {
  let sent = 0
  fc.assert(
    fc.property(fc.array(anyActivity, { minLength: 1, maxLength: 3 }), (all) => {
      const right = all.flatMap(recordsOf).filter((facts) => problemsOf(facts, 'template').length === 0)
      sent += right.length
      const text = templateD(right)
      const rows = text.split('\n').slice(0, -1)
      expect(rows).toHaveLength(right.length)
      expect(/(?!\t|\n)\p{Cc}/u.test(text)).toBe(false)
      const width = 47 + 8 * Math.max(0, ...right.map(({ support: some }) => some.length))
      expect(rows.flatMap((row) => [...rowFaults(row, width)])).toEqual([])
    }),
  )
  expect(sent).toBeGreaterThan(20)
})
