// The editor's words for fields, their values and the state of a session.
import type { SessionStatus } from '@lectern/shared/sessionKinds'
import { kindNames } from '@lectern/shared/sessionKinds'
import { supportWords } from '@lectern/shared/supporters'
import type { Tone } from '../../ui/Chip.tsx'
import { listWords } from '../../words/counts.ts'
import { languageWords } from '../../words/languages.ts'
import { dayAndTimeRange, dayOf, timeOf } from '../../words/times.ts'
import type { Chosen, FieldName, SessionFields } from './sessionFields.ts'

export const trackWords = (track: string): string => track || 'No track'

export const statusWords: Readonly<Record<SessionStatus, string>> = {
  draft: 'Draft',
  in_review: 'In review',
  approved: 'Approved',
}
export const statusTones: Readonly<Record<SessionStatus, Tone>> = {
  draft: 'quiet',
  in_review: 'accent',
  approved: 'done',
}

export const fieldWords: Readonly<Record<FieldName, string>> = {
  title: 'Title',
  summary: 'Summary',
  kind: 'Kind',
  startsAt: 'Start',
  endsAt: 'End',
  track: 'Track',
  speakers: 'Speakers',
  moderators: 'Moderators',
  planners: 'Planners',
  objectives: 'Learning objectives',
  languages: 'Languages',
  support: 'Commercial support',
  activityId: 'Activity',
}

const names = (people: readonly Chosen[]): string => listWords(people.map(({ name }) => name))
const momentWords = (at: number | null, timeZone: string): string =>
  at === null ? '' : `${dayOf(at, timeZone)}, ${timeOf(at, timeZone)}`

/** A field's value as somebody reads it who has to choose between two. */
export function valueWords(fields: SessionFields, field: FieldName, timeZone: string): string {
  const words: Record<FieldName, () => string> = {
    title: () => fields.title,
    summary: () => fields.summary,
    kind: () => kindNames[fields.kind],
    startsAt: () => momentWords(fields.startsAt, timeZone),
    endsAt: () => momentWords(fields.endsAt, timeZone),
    track: () => fields.track,
    speakers: () => names(fields.speakers),
    moderators: () => names(fields.moderators),
    planners: () => names(fields.planners),
    objectives: () => fields.objectives,
    languages: () => listWords(fields.languages.map(languageWords)),
    support: () => supportWords(fields.support),
    activityId: () => fields.activityId ?? '',
  }
  return words[field]() || 'Nothing'
}

/** For a screen reader, and for the toast: where a session was put. */
export const placeWords = (
  { startsAt, endsAt, track }: { startsAt: number; endsAt: number; track: string },
  timeZone: string,
): string => `${dayAndTimeRange(startsAt, endsAt, timeZone)}, ${trackWords(track)}`
