import type { SessionWatched } from '@lectern/shared/credit'
import { Text } from '@mantine/core'
import { Chip } from '../ui/Chip.tsx'
import { dateOf } from '../words/times.ts'

type Appeal = SessionWatched['appeals'][number]

function Outcome({ decision, granted }: Appeal) {
  if (decision === null) return <Chip>Waiting for the CE office</Chip>
  return (
    <>
      <Chip tone={granted ? 'accent' : 'done'}>{granted ? 'Granted' : 'Declined'}</Chip>{' '}
      <span dir="auto">{decision}</span>
    </>
  )
}

/** The person's appeals about a session, with their decisions. */
export function Appeals({ appeals }: { appeals: Appeal[] }) {
  if (appeals.length === 0) return null
  return (
    <div>
      <Text size="sm" fw={500}>
        Your appeals
      </Text>
      <ul className="credit-appeals">
        {appeals.map((appeal) => (
          <li key={appeal.id}>
            <Text size="sm" dir="auto">
              {dateOf(appeal.at)}: “{appeal.text}”
            </Text>
            <Text component="div" size="sm">
              <Outcome {...appeal} />
            </Text>
          </li>
        ))}
      </ul>
    </div>
  )
}
