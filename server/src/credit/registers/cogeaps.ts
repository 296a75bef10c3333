// Italian ECM credit for Co.Ge.A.P.S. Its record layout could not be found: a list with the fields that a
// record needs, each checked, to enter by hand.
import { sameDiscipline } from '@lectern/shared/disciplines'
import { namePartsOf } from '@lectern/shared/names'
import { csvForPeople } from '../../http/csv.ts'
import { type About, type Adapter, learner, office, type RecordToSend } from './adapter.ts'
import { type Claimed, dayReported, nameNotices, numberOf } from './claimed.ts'

const head = [
  'Given name',
  'Family name',
  'Codice fiscale',
  'Profession',
  'Discipline',
  'Recruited',
  'Recruited by',
  'Number of the event',
  'Day',
  'Credit',
  'Certificate',
]

const recruitmentOf = ({ details }: Claimed, { activity }: Pick<About, 'activity'>) =>
  details.recruitments[activity.id]

/** Whether the event is accredited for the person, as the designation says. */
function* accreditationProblems({ person, policy, details }: Claimed, { activity }: Pick<About, 'activity'>) {
  const { accreditedFor = [] } = activity.designations.find(({ policyId }) => policyId === policy.id) ?? {}
  if (accreditedFor.length === 0) {
    yield office('The activity does not say for which professions and disciplines it is accredited.')
    return
  }
  const own = accreditedFor.find(({ profession }) => profession === person.profession)
  const { discipline } = details.identifiers
  if (!own) yield office('The activity is not accredited for this profession.')
  else if (discipline !== '' && own.disciplines.length > 0)
    if (!own.disciplines.some((each) => sameDiscipline(each, discipline)))
      yield office(`The activity is not accredited for the discipline “${discipline}”.`)
}

const rowOf = (record: RecordToSend, about: About): string[] => {
  const { givenName, familyName } = namePartsOf(record.person)
  const { codiceFiscale, discipline } = record.details.identifiers
  const recruited = recruitmentOf(record, about)
  return [
    ...[givenName, familyName, codiceFiscale, record.person.profession, discipline],
    ...[recruited?.by ? 'yes' : 'no', recruited?.by ?? ''],
    ...[numberOf(about.activity, record, about.timeZone), dayReported(record, about.timeZone)],
    ...[String(record.amount), record.code],
  ]
}

export const cogeaps: Adapter = {
  draft:
    'Co.Ge.A.P.S. takes an XML file whose layout could not be found. This is a list to enter by hand, not a file to upload. Its disciplines are in the office’s own words: compare them with the official list.',
  deletes: false,
  activityProblems: () => [],
  recordProblems: (claimed, about) => [
    ...(recruitmentOf(claimed, about)
      ? []
      : [learner('Has not declared whether a company recruited them for this activity.')]),
    ...accreditationProblems(claimed, about),
    ...(numberOf(about.activity, claimed, about.timeZone) === ''
      ? [office('The activity has no ECM number.')]
      : []),
  ],
  notices: nameNotices,
  write: (records, about) => csvForPeople([head, ...records.map((record) => rowOf(record, about))]),
}
