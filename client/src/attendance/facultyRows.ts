// Who teaches and plans a session, in one list: from the plan, and once they are loaded from the disclosures.
import type { Disclosures } from '@lectern/shared/attendance'
import type { Session } from '@lectern/shared/program'

type Disclosed = Disclosures['people'][number]

export interface FacultyRow extends Pick<Disclosed, 'name' | 'credentials' | 'part'> {
  affiliation: string
  /** Undefined in a session without disclosures. */
  relationships: Disclosed['relationships'] | undefined
}

type Plan = Pick<Session, 'speakers' | 'moderators' | 'planners'>

const membersOf = ({ speakers, moderators, planners = [] }: Plan) => ({
  speaker: speakers,
  moderator: moderators,
  planner: planners,
})

/** Everybody whose disclosures are shown; the plan adds their affiliations. */
export const disclosedRows = ({ people }: Disclosures, plan?: Plan): FacultyRow[] =>
  people.map((person) => ({
    ...person,
    affiliation:
      (plan ? membersOf(plan)[person.part] : []).find(
        ({ name, credentials }) => name === person.name && credentials === person.credentials,
      )?.affiliation ?? '',
  }))

/** Speakers and moderators of a session without disclosures. */
export const plannedRows = ({ speakers, moderators }: Plan): FacultyRow[] => [
  ...speakers.map((member) => ({ ...member, part: 'speaker' as const, relationships: undefined })),
  ...moderators.map((member) => ({ ...member, part: 'moderator' as const, relationships: undefined })),
]
