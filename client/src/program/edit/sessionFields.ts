// A session as the form holds it, and as it is sent. Pure.
import type { Faculty, Session, SessionField } from '@lectern/shared/program'
import { kindOf, type SessionKind } from '@lectern/shared/sessionKinds'
import { type SupportRow, supportRows, writtenSupport } from '../../ui/supportRow.ts'

export interface Chosen {
  personId: string
  name: string
  affiliation: string
  picture?: string | undefined
}

/** Values of the form; null where what is written is no time. */
export interface SessionFields {
  title: string
  summary: string
  kind: SessionKind
  startsAt: number | null
  endsAt: number | null
  track: string
  speakers: Chosen[]
  moderators: Chosen[]
  planners: Chosen[]
  /** One a line. */
  objectives: string
  languages: string[]
  support: SupportRow[]
  activityId: string | null
}

/** Every field that can be planned has one of the form. */
type Complete = Record<SessionField, unknown>
export type FieldName = keyof SessionFields & keyof Complete

const chosenOf = ({ personId, name, affiliation, picture }: Faculty): Chosen => ({
  personId,
  name,
  affiliation,
  ...(picture && { picture }),
})

export const fieldsOf = (session: Session): SessionFields => ({
  title: session.title,
  summary: session.summary,
  kind: kindOf(session),
  startsAt: session.startsAt,
  endsAt: session.endsAt,
  track: session.track,
  speakers: session.speakers.map(chosenOf),
  moderators: session.moderators.map(chosenOf),
  planners: (session.planners ?? []).map(chosenOf),
  objectives: (session.objectives ?? []).join('\n'),
  languages: session.languages ?? [],
  support: supportRows(session.support),
  activityId: session.activityId ?? null,
})

export const newFields = (place: { startsAt: number; endsAt: number; track: string }): SessionFields => ({
  title: '',
  summary: '',
  kind: 'lecture',
  speakers: [],
  moderators: [],
  planners: [],
  objectives: '',
  languages: [],
  support: [],
  activityId: null,
  ...place,
})

const lines = (text: string): string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean)

const ids = (people: readonly Chosen[]) => people.map(({ personId }) => ({ personId }))

/** As the contract has it. */
export const planOf = (fields: SessionFields) => ({
  title: fields.title,
  summary: fields.summary,
  kind: fields.kind,
  startsAt: fields.startsAt,
  endsAt: fields.endsAt,
  track: fields.track,
  speakers: ids(fields.speakers),
  moderators: ids(fields.moderators),
  planners: ids(fields.planners),
  objectives: lines(fields.objectives),
  languages: fields.languages,
  support: writtenSupport(fields.support),
  activityId: fields.activityId,
})
