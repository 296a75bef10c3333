import './attendance.css'
import type { Disclosures } from '@lectern/shared/attendance'
import { Text } from '@mantine/core'
import { Chip } from '../ui/Chip.tsx'
import { Face } from '../ui/Face.tsx'
import { dayOf, timeOf } from '../words/times.ts'
import type { FacultyRow } from './facultyRows.ts'

const parts = { speaker: 'Speaker', moderator: 'Moderator', planner: 'Planner' } as const

/** How the CE office has dealt with a relationship, if recorded. */
const notes = {
  mitigated: 'Mitigated.',
  mitigated_late: 'Mitigated; recorded only after the session had begun: ',
  not_relevant: 'Not relevant to this content.',
  exception_a: 'Takes part by exception: the content is not related to the business of the company.',
  exception_b: 'Takes part by exception: the content is limited to basic science research.',
  exception_c:
    'Takes part by exception, as a technician: teaches the safe use of a device, and does not recommend whether or when to use it.',
} as const

/** Face, name and role of everybody, with their relationships to companies: in words only. */
export const Faculty = ({ rows }: { rows: readonly FacultyRow[] }) => (
  <ul className="faculty">
    {rows.map((row) => (
      <li key={`${row.part} ${row.name} ${row.credentials}`} className="faculty-person">
        <Face name={row.name} src={row.picture} size={40} />
        <div className="faculty-words">
          <Text fw={500}>
            <bdi>{[row.name, row.credentials].filter(Boolean).join(', ')}</bdi>
          </Text>
          <Text size="sm" c="gray.7">
            {parts[row.part]}
            {row.affiliation && (
              <>
                {' '}
                · <bdi>{row.affiliation}</bdi>
              </>
            )}
          </Text>
          {row.isMissing ? (
            <Text size="sm">Their disclosure is not on file yet. It is shown here before the session.</Text>
          ) : (
            row.relationships && <Relationships relationships={row.relationships} />
          )}
        </div>
      </li>
    ))}
  </ul>
)

function Relationships({ relationships }: Pick<Disclosures['people'][number], 'relationships'>) {
  if (relationships.length === 0) return <Text size="sm">No relationships</Text>
  return (
    <ul className="faculty-relationships">
      {relationships.map(({ company, nature, note, recordedAt }) => (
        <li key={`${company} ${nature}`}>
          <Chip>{company}</Chip> {nature}.{note && ` ${notes[note]}`}
          {recordedAt !== undefined && `${dayOf(recordedAt)}, ${timeOf(recordedAt)}.`}
        </li>
      ))}
    </ul>
  )
}
