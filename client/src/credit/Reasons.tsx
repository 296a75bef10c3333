import './credit.css'
import type { CreditReason } from '@lectern/shared/credit'
import { CreditText } from '../ui/CreditText.tsx'
import { dateOf } from '../words/times.ts'

interface ReasonsProps {
  reasons: readonly CreditReason[]
  label: string
}

/** Reasons for a result; those that prevent the credit are marked. */
export function Reasons({ reasons, label }: ReasonsProps) {
  if (reasons.length === 0) return null
  return (
    <ul className="credit-reasons figures" aria-label={label}>
      {reasons.map(({ code, message, blocks, todo, by }) => (
        <li key={`${code} ${message}`}>
          {blocks && <strong>{todo ? 'To do: ' : 'Not met: '}</strong>}
          <CreditText>{message}</CreditText>
          {by !== null && ` By ${dateOf(by)}.`}
        </li>
      ))}
    </ul>
  )
}

/** All reasons, folded. */
export const Calculation = ({ reasons, title }: { reasons: readonly CreditReason[]; title: string }) => (
  <details className="credit-calculation">
    <summary aria-label={`How this was calculated: ${title}`}>How this was calculated</summary>
    <Reasons reasons={reasons} label={`How this was calculated: ${title}`} />
  </details>
)
