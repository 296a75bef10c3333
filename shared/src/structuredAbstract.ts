// ACCME's structured abstract of an activity: the cover of its file for an audit. Joint Accreditation takes
// the same with other words for two of the needs. Pure.
import { allParts, type Part } from './clearance.ts'
import type { Activity } from './credit.ts'
import type { PlanningForm, PlanningProblem } from './planningForm.ts'
import { abstractGaps } from './planningGaps.ts'
import {
  type Change,
  changes,
  changeWords,
  competenceWords,
  competencyGroups,
  performanceWords,
  subcategories,
  subcategoryWords,
} from './planningWords.ts'
import type { Faculty, Relationship, Session } from './program.ts'

export interface AbstractOf {
  activity: Pick<Activity, 'title' | 'format' | 'place' | 'provider' | 'number' | 'jointProviders'>
  /** Of the activity. */
  sessions: readonly Session[]
  form: PlanningForm
  /** The activity is designated for the credit of the healthcare team (IPCE). */
  isJointAccreditation: boolean
  /** Whether anybody supported it commercially, in money or in kind. */
  isSupported: boolean
}

/** Somebody in control of the content. */
export interface AbstractIndividual {
  personId: string
  name: string
  /** Every part in any of the sessions. */
  roles: Part[]
  /** Null: no disclosure is on file. */
  relationships: Pick<Relationship, 'company' | 'nature'>[] | null
  /** What was done about each relationship, in the office's words. */
  mitigation: string[]
}

/** Texts may have line breaks. An empty one is missing; `missing` says so in words. */
export interface StructuredAbstract {
  provider: { name: string; id: string }
  title: string
  number: string
  /** ms; null while no session is planned. */
  dates: { from: number; to: number } | null
  type: string
  place: string
  providership: 'Direct' | 'Joint'
  jointProviders: string[]
  isSupported: boolean
  gap: string
  needs: { title: string; text: string }[]
  designedTo: string
  /** What it is designed to change, and whether that was evaluated; null: not answered. */
  changes: { change: Change; title: string; designed: boolean | null; evaluated: boolean | null }[]
  whyFormat: string
  /** Case based discussion, lecture, … */
  subcategories: string[]
  competencies: { group: string; names: string[] }[]
  individuals: AbstractIndividual[]
  missing: PlanningProblem[]
}

function doneAbout({ company, resolution }: Relationship): string {
  if (!resolution) return `${company}: nothing is decided.`
  if (resolution.exception) return `${company}: exception ${resolution.exception}.`
  if (!resolution.relevant) return `${company}: not relevant to this content.`
  return `${company}: ${resolution.step || 'relevant, and no step is recorded.'}`
}

/** A person's decisions may differ from session to session: each stands once. */
function individual(
  entries: readonly (readonly [Faculty, Part])[],
  parts: readonly Part[],
): AbstractIndividual {
  const [[{ personId, name, credentials }]] = entries as [readonly [Faculty, Part]]
  const disclosures = entries.flatMap(([{ disclosure }]) => disclosure ?? [])
  const all = disclosures.flatMap(({ relationships }) => relationships)
  const named = new Map(all.map(({ company, nature }) => [`${company}\n${nature}`, { company, nature }]))
  return {
    personId,
    name: credentials ? `${name}, ${credentials}` : name,
    roles: [...new Set(parts)],
    relationships: disclosures.length > 0 ? [...named.values()] : null,
    mitigation: [...new Set(all.map(doneAbout))],
  }
}

function individualsOf(sessions: readonly Session[]): AbstractIndividual[] {
  const entries = sessions.flatMap(allParts)
  const byPerson = Map.groupBy(entries, ([{ personId }]) => personId)
  return [...byPerson.values()].map((own) =>
    individual(
      own,
      own.map(([, part]) => part),
    ),
  )
}

export function structuredAbstract(of: AbstractOf): StructuredAbstract {
  const { activity, sessions, form, isJointAccreditation, isSupported } = of
  const { jointProviders = [] } = activity
  const partners = [...new Set([...jointProviders, ...form.nonaccredited])]
  const individuals = individualsOf(sessions)
  const other = form.otherCompetencies
  return {
    provider: { name: activity.provider.name, id: activity.provider.number },
    title: activity.title,
    number: activity.number,
    dates:
      sessions.length === 0
        ? null
        : {
            from: Math.min(...sessions.map(({ startsAt }) => startsAt)),
            to: Math.max(...sessions.map(({ endsAt }) => endsAt)),
          },
    type: activity.format,
    place: activity.place,
    providership: partners.length > 0 ? 'Joint' : 'Direct',
    jointProviders: partners,
    isSupported,
    gap: form.gap,
    needs: [
      { title: 'Knowledge', text: form.knowledge },
      { title: competenceWords(isJointAccreditation), text: form.competence },
      { title: performanceWords(isJointAccreditation), text: form.performance },
    ],
    designedTo: form.designedTo,
    changes: changes.map((change) => ({ change, title: changeWords[change], ...form.changes[change] })),
    whyFormat: form.whyFormat,
    subcategories: subcategories
      .filter((each) => form.subcategories.includes(each))
      .map((each) => subcategoryWords[each]),
    competencies: [
      ...competencyGroups.map(({ title, competencies }) => ({
        group: title,
        names: Object.entries(competencies).flatMap(([key, name]) =>
          (form.competencies as string[]).includes(key) ? [name] : [],
        ),
      })),
      ...(other ? [{ group: 'Other', names: [other] }] : []),
    ].filter(({ names }) => names.length > 0),
    individuals,
    missing: [...abstractGaps(form, isJointAccreditation), ...withoutDisclosure(individuals)],
  }
}

const withoutDisclosure = (individuals: readonly AbstractIndividual[]): PlanningProblem[] =>
  individuals.flatMap(({ name, relationships }) =>
    relationships === null ? [{ who: 'faculty' as const, says: `${name} has no disclosure on file.` }] : [],
  )
