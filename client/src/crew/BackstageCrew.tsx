import { useMe } from '../live/me.ts'
import { Section } from '../ui/Section.tsx'
import { CrewChat } from './CrewChat.tsx'
import { useCrew } from './crewClient.ts'

/** The crew's chat on a speaker's page. */
export function BackstageCrew({ sessionId }: { sessionId: string }) {
  const crew = useCrew(sessionId)
  const personId = useMe().data?.person.id
  return (
    <Section id="crew-backstage" title="Crew chat" className="crew" mt="lg">
      <CrewChat crew={crew} personId={personId} hasEnded={false} />
    </Section>
  )
}
