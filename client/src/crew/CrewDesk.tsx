import { useRef } from 'react'
import { useMe } from '../live/me.ts'
import { Section } from '../ui/Section.tsx'
import { useShortcuts } from '../ui/shortcuts.ts'
import { CrewChat } from './CrewChat.tsx'
import { CueBar } from './CueBar.tsx'
import { useCrew } from './crewClient.ts'

/** The crew at the desk: cues for the speakers, and the chat. */
export function CrewDesk({ sessionId, hasEnded }: { sessionId: string; hasEnded: boolean }) {
  const crew = useCrew(sessionId)
  const personId = useMe().data?.person.id
  const field = useRef<HTMLTextAreaElement>(null)
  useShortcuts([{ key: 'c', does: 'write to the crew', run: () => field.current?.focus() }])
  return (
    <Section id="crew-of-desk" title="Crew" size="sm" isDense className="crew">
      {!hasEnded && <CueBar crew={crew} />}
      <CrewChat crew={crew} personId={personId} hasEnded={hasEnded} fieldRef={field} shortcut="c" />
    </Section>
  )
}
