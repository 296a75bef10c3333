import './disclosures.css'
import type { PartState, PersonStates } from '@lectern/shared/disclosures'
import { Chip } from '../ui/Chip.tsx'
import { stateTones, stateWords } from './disclosureWords.ts'

/** Where a person's parts stand, each state once, with its number. */
export function PartChips({ parts }: Pick<PersonStates, 'parts'>) {
  const byState = [...Map.groupBy(parts, ({ state }) => state)] as [PartState, PersonStates['parts']][]
  return (
    <span className="disclosure-chips">
      {byState.map(([state, alike]) => (
        <Chip key={state} tone={stateTones[state]}>
          {stateWords[state]}
          {alike.length > 1 && ` (${alike.length})`}
        </Chip>
      ))}
    </span>
  )
}
