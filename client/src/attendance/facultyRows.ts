// Who teaches and plans a session, in one list: from the plan, and once they are loaded from the disclosures.
import type { Disclosures } from '@lectern/shared/attendance'
import type { Session } from '@lectern/shared/program'

type Disclosed = Disclosures['people'][number]

export interface FacultyRow extends Pick<Disclosed, 'name' | 'credentials' | 'part'> {
  affiliation: string
  picture: string | undefined
  /** Undefined in a session without disclosures. */
  relationships: Disclosed['relationships'] | undefined
  /** Their disclosure is not on file. */
  isMissing?: true | undefined
}

type Plan = Pick<Session, 'speakers' | 'moderators' | 'planners'>

const membersOf = ({ speakers, moderators, planners = [] }: Plan) => ({
  speaker: speakers,
  moderator: moderators,
  planner: planners,
})

/** Everybody whose disclosures are shown; the plan adds affiliations and pictures. */
export const disclosedRows = ({ people, exempt }: Disclosures, plan?: Plan): FacultyRow[] =>
  people.map(({ isMissing, ...person }) => {
    const planned = (plan ? membersOf(plan)[person.part] : []).find(
      ({ name, credentials }) => name === person.name && credentials === person.credentials,
    )
    // Nothing was asked for, so that nothing can be said.
    const disclosed = exempt
      ? { ...person, relationships: person.relationships.length > 0 ? person.relationships : undefined }
      : { ...person, ...(isMissing && { isMissing }) }
    return { ...disclosed, affiliation: planned?.affiliation ?? '', picture: planned?.picture }
  })

const plannedRow =
  (part: FacultyRow['part']) =>
  ({ name, credentials, affiliation, picture }: Session['speakers'][number]): FacultyRow => ({
    name,
    credentials,
    affiliation,
    picture,
    part,
    relationships: undefined,
  })

/** Speakers and moderators of a session without disclosures. */
export const plannedRows = ({ speakers, moderators }: Plan): FacultyRow[] => [
  ...speakers.map(plannedRow('speaker')),
  ...moderators.map(plannedRow('moderator')),
]
