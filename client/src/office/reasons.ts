// Every decision of the office is explained; an auditor reads it years later.
import { appealDecision } from '@lectern/shared/creditOffice'
import { officeReasonMax } from '@lectern/shared/limits'
import { type Problems, problemsIn, shortenWords } from '../words/problems.ts'

export const reasonProblems = ({ reason }: { reason: string }): Problems =>
  problemsIn(
    appealDecision,
    { reason: reason.trim() },
    {
      own: {
        reason: ({ length }) =>
          length > officeReasonMax ? shortenWords(length, officeReasonMax) : 'Give a reason.',
      },
    },
  )
