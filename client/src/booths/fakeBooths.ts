// For tests of the exhibit hall: a fake server, and a page's connection to it.
import type {
  Booth,
  BoothSettings,
  BoothSummary,
  BoothVisit,
  Call,
  ChatMessage,
  Desk,
  Visitor,
} from '@lectern/shared/booths'
import type { CommandInput, CommandName, CommandReply } from '@lectern/shared/commands'
import type { GivenConsent, Lead } from '@lectern/shared/consents'
import { AppError, type ErrorCode } from '@lectern/shared/errors'
import { FakeConnection } from '../testing/fakeConnection.ts'

export const refusal = (code: ErrorCode, message: string = code) => new AppError(code, message)
/** Noon on a winter's day, in the machine's zone. */
export const noon = new Date(2026, 0, 15, 12).getTime()
export const minute = 60_000

export const booth: Booth = {
  id: 'meridian',
  version: 1,
  name: 'Meridian Imaging',
  categories: ['Imaging', 'Software'],
  description: 'Echocardiography systems.',
  links: [{ label: 'Overview', url: 'https://meridian.example/echo' }],
  hours: [],
  open: true,
  documents: [
    { id: 'd1', kind: 'document', name: 'Brochure.pdf', type: 'application/pdf', bytes: 2_000_000, at: noon },
  ],
  images: [{ id: 'i1', kind: 'image', name: 'Booth.png', type: 'image/png', bytes: 90_000, at: noon }],
  logo: null,
  cover: null,
}
export const settings: BoothSettings = {
  ...booth,
  conferenceId: 'cardiology',
  exhibitorId: 'meridian',
  editable: ['description', 'links', 'hours', 'documents', 'images'],
}
export const summary = (id: string, fields: Partial<BoothSummary> = {}): BoothSummary => ({
  id,
  name: id,
  categories: [],
  hours: [],
  open: true,
  staff: 0,
  logoId: null,
  coverId: null,
  ...fields,
})
export const visitor = (number = 12, fields: Partial<Visitor> = {}): Visitor => ({
  visitorId: `v${number}`,
  number,
  name: null,
  profession: null,
  ...fields,
})
export const ellis = { staffId: 'ellis', name: 'Robin Ellis' }
export const park = { staffId: 'park', name: 'Jun Park' }

/** Written by the visitor, or by a member of staff. */
export const said = (seq: number, text: string, staff: ChatMessage['staff'] = null): ChatMessage => ({
  seq,
  messageId: `m${seq}`,
  staff,
  text,
  at: noon + seq * 1000,
})
export const call = (fields: Partial<Call> = {}): Call => ({
  callId: 'c1',
  boothId: 'meridian',
  visitor: visitor(),
  state: 'ringing',
  askedAt: noon,
  place: 1,
  staff: null,
  activeAt: null,
  endedAt: null,
  ...fields,
})
export const lead = (fields: Partial<Lead> = {}): Lead => ({
  visitor: visitor(),
  values: { name: 'Clara Nwosu', email: 'clara@example.org' },
  at: noon,
  changedAt: noon,
  notes: '',
  rating: null,
  version: 1,
  ...fields,
})
export const given = (fields: Partial<GivenConsent> = {}): GivenConsent => ({
  boothId: 'meridian',
  boothName: 'Meridian Imaging',
  live: [
    { field: 'name', value: 'Clara Nwosu', consentId: 'r1', at: noon },
    { field: 'email', value: 'clara@example.org', consentId: 'r1', at: noon },
  ],
  history: [{ consentId: 'r1', kind: 'given', fields: ['name', 'email'], at: noon }],
  ...fields,
})
export const visit = (fields: Partial<BoothVisit> = {}): BoothVisit => ({
  booth,
  staff: [{ ...ellis, state: 'available' }],
  me: visitor(),
  chat: {
    boothId: 'meridian',
    visitor: visitor(),
    messages: [],
    more: false,
    assignee: null,
    seenByVisitor: 0,
    seenByStaff: 0,
  },
  call: null,
  bookings: [],
  ...fields,
})
export const desk = (fields: Partial<Desk> = {}): Desk => ({
  boothId: 'meridian',
  me: { ...ellis, state: 'available' },
  present: { count: 1, newest: [visitor()] },
  calls: [],
  missed: [],
  chats: [],
  bookings: [],
  staff: [
    { ...ellis, state: 'available' },
    { ...park, state: 'busy' },
  ],
  hours: [],
  ...fields,
})

type Answers = { [Name in CommandName]?: (request: CommandInput<Name>) => CommandReply<Name> }

export class FakeBooths extends FakeConnection {
  override clock = noon
  readonly answers: Answers
  readonly #ticks = new Set<() => void>()

  constructor(answers: Answers = {}) {
    super()
    this.answers = answers
  }

  protected override answer(name: CommandName, request: Record<string, unknown>): unknown {
    return this.answers[name]?.(request as never) ?? {}
  }

  /** Beats when the test says so. */
  readonly timer = (_everyMs: number, tick: () => void) => {
    this.#ticks.add(tick)
    return () => this.#ticks.delete(tick)
  }
  tick(): void {
    for (const tick of this.#ticks) tick()
  }
}

/** Waits for pending replies. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < 50; turn++) await Promise.resolve()
}
