import type { Session } from '@lectern/shared/program'
import { Anchor, Text } from '@mantine/core'
import { IconCalendar, IconFileText, IconUserCog, IconUsers } from '@tabler/icons-react'
import { Link } from 'react-router'
import { SessionTime } from '../program/SessionTime.tsx'
import { useStageState } from '../stage/useStageState.ts'
import { counted, listWords } from '../words/counts.ts'

/** When the session is, who moderates it, and who is backstage already. */
export function GreenRoomFacts({ session, personId }: { session: Session; personId: string }) {
  const { stage } = useStageState(session.id)
  const others = (stage?.presenters ?? []).filter((presenter) => presenter.personId !== personId)
  const facts = [
    { Sign: IconCalendar, words: <SessionTime session={session} /> },
    {
      Sign: IconUserCog,
      words:
        session.moderators.length > 0
          ? `Moderator: ${listWords(session.moderators.map(({ name }) => name))}`
          : 'No moderator: you run this session yourself',
    },
    {
      Sign: IconUsers,
      words:
        others.length > 0
          ? `${counted(others.length, 'other')} backstage: ${listWords(others.map(({ name }) => name))}`
          : 'No one else is backstage yet',
    },
    {
      Sign: IconFileText,
      words: (
        <Anchor component={Link} to={`/sessions/${session.id}/handouts`} underline="always">
          Slides and handouts
        </Anchor>
      ),
    },
  ]
  return (
    <ul className="green-room-facts">
      {facts.map(({ Sign, words }, index) => (
        <li key={index}>
          <Sign size={20} stroke={1.75} aria-hidden="true" />
          <Text component="span" size="sm" dir="auto">
            {words}
          </Text>
        </li>
      ))}
    </ul>
  )
}
