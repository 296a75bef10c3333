// The disclosure form's fields, and what the server gets of them.
import {
  controlRoles,
  type DisclosureDraft,
  natures,
  type OwnDisclosure,
  signRequest,
} from '@lectern/shared/disclosures'
import { type Problems, problemsIn } from '../words/problems.ts'

export interface RelationshipValues {
  company: string
  nature: string | null
  isTraded: boolean
  hasEnded: boolean
  endedOn: string
}

export interface FormValues {
  roles: string[]
  /** Whether there is anything to disclose; empty until answered. */
  has: '' | 'none' | 'some'
  relationships: RelationshipValues[]
  attests: boolean
  signature: string
}

export const newRelationship = (): RelationshipValues => ({
  company: '',
  nature: null,
  isTraded: false,
  hasEnded: false,
  endedOn: '',
})

type Written = Pick<DisclosureDraft, 'roles' | 'relationships' | 'hasNone'>

const valuesOf = ({ roles, relationships, hasNone }: Written): FormValues => ({
  roles,
  has: hasNone ? 'none' : relationships.length > 0 ? 'some' : '',
  relationships: relationships.map(({ endedOn, ...rest }) => ({
    ...rest,
    hasEnded: endedOn !== null,
    endedOn: endedOn ?? '',
  })),
  // Attested and signed anew each time.
  attests: false,
  signature: '',
})

/** The draft; without one the form in force, to be renewed. */
export function initialValues({ draft, form }: OwnDisclosure): FormValues {
  if (draft) return valuesOf(draft)
  if (form) return valuesOf({ ...form, hasNone: form.relationships.length === 0 })
  return valuesOf({ roles: [], relationships: [], hasNone: false })
}

const relationshipsIn = ({ has, relationships }: FormValues) => (has === 'some' ? relationships : [])
const endedOf = ({ hasEnded, endedOn }: RelationshipValues) => (hasEnded ? endedOn : null)

export const draftOf = (values: FormValues): DisclosureDraft => ({
  roles: controlRoles.filter((role) => values.roles.includes(role)),
  relationships: relationshipsIn(values).map((each) => ({
    company: each.company,
    nature: natures.find((nature) => nature === each.nature) ?? null,
    isTraded: each.isTraded,
    endedOn: endedOf(each),
  })),
  hasNone: values.has === 'none',
})

/** What is signed, as the server checks it; `ids` of this act. */
export const requestOf = (values: FormValues, ids: { actId: string; revision: number }) => ({
  ...ids,
  roles: values.roles,
  relationships: relationshipsIn(values).map((each) => ({
    company: each.company,
    nature: each.nature,
    isTraded: each.nature === 'ownership' && each.isTraded,
    endedOn: endedOf(each),
  })),
  hasNone: values.has === 'none',
  attests: values.attests,
  signature: values.signature,
})

const own = {
  roles: 'Choose at least one.',
  'relationships.nature': 'Choose the nature of the relationship.',
  'relationships.endedOn': 'Enter the date it ended.',
  attests: 'Tick this to sign.',
  signature: 'Type your full name to sign.',
}

/** Problems by field; empty if the form can be signed. */
export function formProblems(values: FormValues): Problems {
  const problems = problemsIn(signRequest, requestOf(values, { actId: 'new', revision: 0 }), { own })
  if (values.has === '') problems.has = 'Choose one.'
  if (values.has === 'some' && values.relationships.length === 0) problems.has = 'Add a relationship.'
  return problems
}
