// For tests of watched time: a fake server, and a page's connection to it.
import type {
  Announced,
  AttendanceEvents,
  AttendanceStatus,
  Disclosures,
  Meter,
  OpenCheck,
} from '@lectern/shared/attendance'
import type { CommandName } from '@lectern/shared/commands'
import { AppError, type ErrorCode } from '@lectern/shared/errors'
import { FakeConnection } from '../testing/fakeConnection.ts'
import { Attendance } from './attendanceClient.ts'

export const sessionId = 'heart'
export const refusal = (code: ErrorCode, message: string = code) => new AppError(code, message)

export const announced: Announced = {
  activityId: 'heart-failure-2026',
  activityTitle: 'Heart failure in 2026',
  attendance: {
    checks: { perHour: 3, answerSeconds: 60, extensionSeconds: 60, uncreditMinutes: 20 },
    excuseOutages: true,
    maxExcusedMinutes: 10,
  },
  credits: [
    {
      policyId: 'ama',
      title: 'AMA PRA Category 1 Credit™',
      unit: 'AMA PRA Category 1 Credits™',
      unitOfOne: 'AMA PRA Category 1 Credit™',
      maximum: 1,
      minimumShare: 0.8,
      evaluation: true,
      shareOf: 'session',
      minimumChecks: null,
      test: null,
      claimDays: 90,
      rate: { minutesPerUnit: 60, step: 0.25, rounding: 'nearest' },
    },
  ],
}

export const disclosures = (version = 'v1', company = 'Example Devices'): Disclosures => ({
  version,
  people: [
    { name: 'Dr Amara Okafor', credentials: 'MD', part: 'speaker', relationships: [] },
    {
      name: 'Nils Lindqvist',
      credentials: 'MD, PhD',
      part: 'speaker',
      relationships: [{ company, nature: 'speaker fee', note: 'mitigated' }],
    },
    { name: 'Claire Moreau', credentials: '', part: 'moderator', relationships: [] },
  ],
  support: [{ supporter: 'Example Foundation', nature: 'educational grant' }],
})

/** Half an hour in, everything counted; `fields` override. */
export const meter = (fields: Partial<Meter> = {}): Meter => ({
  sessionId,
  asOf: 100_000,
  creditedSlots: 186,
  possibleSlots: 186,
  state: 'counting',
  gaps: [],
  isFinal: false,
  ...fields,
})

export const openCheck = (check = 0, fields: Partial<OpenCheck> = {}): OpenCheck => ({
  sessionId,
  check,
  dueAt: 160_000,
  extensionSeconds: 60,
  ...fields,
})

export class FakeAttendance extends FakeConnection {
  override clock = 100_000
  status: AttendanceStatus

  constructor(fields: Partial<AttendanceStatus> = {}) {
    super()
    this.status = {
      sessionId,
      announced,
      disclosures: disclosures(),
      acknowledgedAt: 50_000,
      meter: meter(),
      check: null,
      ...fields,
    }
  }

  page(): Attendance {
    return new Attendance({ connection: this.connection, sessionId })
  }

  emit(name: keyof AttendanceEvents, event: Record<string, unknown> = {}): void {
    this.tell(name, { sessionId, ...event } as never)
  }

  protected override answer(name: CommandName, { check }: Record<string, unknown>): unknown {
    if (name === 'attendance.status') return { ...this.status }
    if (name === 'attendance.acknowledge') return { acknowledgedAt: this.clock }
    if (name === 'attendance.answer') return { answeredAt: this.clock }
    if (name === 'booths.leaveHall') return {}
    if (name === 'attendance.extend')
      return openCheck(Number(check), { dueAt: 160_000 + 60_000, extensionSeconds: 0 })
    throw new Error(`nobody answers ${name} here`)
  }
}
