// Finds the conference that a ledger record is about. Every record names something that belongs to one: a
// session, an activity, a booth, or the conference itself.
import type { LedgerRecord } from '@lectern/shared/ledger'
import type { ConferenceOfRecord } from './ledgerStore.ts'

type Find = (id: string) => Promise<string | undefined>

export interface ConferenceOfRecordOptions {
  /** The conference of a session, of an activity, of a booth. */
  ofSession: Find
  ofActivity: Find
  ofBooth: Find
}

const named = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined)

export function createConferenceOfRecord(options: ConferenceOfRecordOptions): ConferenceOfRecord {
  const { ofSession, ofActivity, ofBooth } = options

  async function find({ conferenceId, sessionId, activityId, boothId }: LedgerRecord['data']) {
    if (named(conferenceId)) return named(conferenceId)
    if (named(sessionId)) return ofSession(named(sessionId)!)
    if (named(activityId)) return ofActivity(named(activityId)!)
    return named(boothId) === undefined ? undefined : ofBooth(named(boothId)!)
  }

  return async ({ kind, data }) => {
    const conferenceId = await find(data)
    if (conferenceId === undefined) throw new Error(`a record of the kind ${kind} names no conference`)
    return conferenceId
  }
}
