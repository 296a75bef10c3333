// A booth as each side sees it, assembled from the stores.
import type {
  Booking,
  Booth,
  BoothSettings,
  BoothSummary,
  Call,
  Chat,
  ChatSummary,
  DeskPart,
  DeskParts,
  Visitor,
} from '@lectern/shared/booths'
import type { Lead } from '@lectern/shared/consents'
import type { Clock } from '../core/clock.ts'
import type { CallRecord, CallsStore } from './calls/callsStore.ts'
import type { BookingsStore } from './visit/bookingsStore.ts'
import type { ChatStore } from './visit/chatStore.ts'
import type { LeadRecord } from './visit/leadsStore.ts'
import type { PresenceStore } from './visit/presenceStore.ts'

export interface BoothViewsOptions {
  presence: PresenceStore
  chats: ChatStore
  calls: CallsStore
  bookings: BookingsStore
  clock: Clock
}

export type BoothViews = ReturnType<typeof createBoothViews>

const dayMs = 86_400_000

/** `staff`: how many are there and not away. */
export function summaryOf(booth: BoothSettings, staff: number): BoothSummary {
  const { id, name, categories, hours, open, logo, cover, images } = booth
  const coverId = (cover ?? images[0])?.id ?? null
  return { id, name, categories, hours, open, staff, logoId: logo?.id ?? null, coverId }
}

/** Leaves out what is between organiser and exhibitor. */
export function publicBooth({
  conferenceId: _conferenceId,
  exhibitorId: _exhibitorId,
  editable: _editable,
  ...shown
}: BoothSettings): Booth {
  return shown
}

export function createBoothViews({ presence, chats, calls, bookings, clock }: BoothViewsOptions) {
  /** Adds to each item its visitor, as the staff may see them. */
  async function withVisitors<Of extends { visitorId: string }>(
    boothId: string,
    all: Of[],
  ): Promise<(Omit<Of, 'visitorId'> & { visitor: Visitor })[]> {
    const visitors = await presence.shown(
      boothId,
      all.map(({ visitorId }) => visitorId),
    )
    return all.map(({ visitorId: _visitorId, ...rest }, i) => ({ ...rest, visitor: visitors[i]! }))
  }

  const views = {
    async visitor(boothId: string, visitorId: string): Promise<Visitor> {
      const [found] = await presence.shown(boothId, [visitorId])
      return found!
    },
    async calls(boothId: string, records: CallRecord[]): Promise<Call[]> {
      return (await withVisitors(boothId, records)).map((call) => ({ boothId, ...call }))
    },
    async call(boothId: string, record: CallRecord): Promise<Call> {
      const [found] = await views.calls(boothId, [record])
      return found!
    },
    async chat(boothId: string, visitorId: string, before?: number): Promise<Chat> {
      const [visitor, record] = await Promise.all([
        views.visitor(boothId, visitorId),
        chats.read(boothId, visitorId, before),
      ])
      return { boothId, visitor, ...record }
    },
    leads: (boothId: string, records: LeadRecord[]): Promise<Lead[]> => withVisitors(boothId, records),

    /** The requested parts of the desk, as they are now. */
    async desk(boothId: string, wanted: readonly DeskPart[]): Promise<Partial<DeskParts>> {
      const read: { [Part in DeskPart]: () => Promise<DeskParts[Part]> } = {
        present: async () => {
          const { count, newest } = await presence.present(boothId)
          return { count, newest: await presence.shown(boothId, newest) }
        },
        calls: async () => views.calls(boothId, await calls.open(boothId)),
        missed: async () => views.calls(boothId, await calls.missed(boothId)),
        chats: async (): Promise<ChatSummary[]> => withVisitors(boothId, await chats.list(boothId)),
        bookings: async (): Promise<Booking[]> =>
          withVisitors(boothId, await bookings.from(boothId, clock() - dayMs)),
        staff: async () => (await presence.atDesk(boothId)).staff,
        hours: () => presence.hours(boothId),
      }
      return Object.fromEntries(
        await Promise.all(wanted.map(async (part) => [part, await read[part]()] as const)),
      )
    },
  }
  return views
}
