// How attention is checked and faults are excused, as the form holds it. Pure.
import { type AttendancePolicy, attendancePolicy } from '@lectern/shared/attendance'
import type { BodyRules } from '@lectern/shared/bodyRules'
import { attendanceProblems } from '@lectern/shared/designations'
import { type Problems, problemsIn } from '../../words/problems.ts'

type Field = number | ''

export interface AttentionFields {
  isChecked: boolean
  /** So many in so many minutes. */
  perHour: Field
  perMinutes: Field
  answerSeconds: Field
  extensionSeconds: Field
  uncreditMinutes: Field
  excuseOutages: boolean
  maxExcusedMinutes: Field
}

/** What a new activity begins with, until the office changes it. */
const usualChecks = { perHour: 3, answerSeconds: 60, extensionSeconds: 60, uncreditMinutes: 20 }
export const usualAttendance: AttendancePolicy = {
  ...{ checks: usualChecks, excuseOutages: true, maxExcusedMinutes: 10 },
}

/** Without checks, the fields begin with the usual ones. */
export const attentionFieldsOf = (policy: AttendancePolicy): AttentionFields => {
  const { checks, excuseOutages, maxExcusedMinutes } = policy
  return {
    ...{ isChecked: checks !== null, perMinutes: 60, ...(checks ?? usualChecks) },
    ...{ excuseOutages, maxExcusedMinutes },
  }
}

export function attendanceOf(fields: AttentionFields): AttendancePolicy {
  const { isChecked, excuseOutages, maxExcusedMinutes, perMinutes, ...checks } = fields
  const perHour = perMinutes === 60 ? {} : { perMinutes }
  return {
    checks: isChecked ? { ...checks, ...perHour } : null,
    ...{ excuseOutages, maxExcusedMinutes },
  } as AttendancePolicy
}

/** `bodies`: that the activity is designated for. */
export function attentionProblems(fields: AttentionFields, bodies: readonly BodyRules[]): Problems {
  const attendance = attendanceOf(fields)
  const problems = problemsIn(attendancePolicy, attendance, {
    fieldOf: (path) => path.replace(/^checks\./, ''),
  })
  const asking = bodies.find(({ needsChecks }) => needsChecks)
  if (asking && !fields.isChecked)
    problems.isChecked = `${asking.title} demands that a share of the checks is answered, so there have to be some.`
  if (Object.keys(problems).length > 0) return problems
  const [problem] = attendanceProblems(attendance)
  return problem === undefined
    ? {}
    : { answerSeconds: `${problem.charAt(0).toUpperCase()}${problem.slice(1)}.` }
}
