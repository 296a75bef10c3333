import './crew.css'
import type { Cue } from '@lectern/shared/crew'
import { Button } from '@mantine/core'
import { useMe } from '../live/me.ts'
import { useCommand } from '../live/useCommand.ts'
import { busyButton } from '../ui/busyButton.ts'
import { Refusal } from '../ui/Refusal.tsx'
import { CueClock } from './CueBar.tsx'
import { useCrew, useCrewState } from './crewClient.ts'
import { unconfirmed } from './crewState.ts'
import { cueWords } from './cueWords.ts'

/**
 * The moderator's cue on the speaker's screen: large until it is confirmed; a countdown then goes on small.
 */
export function SpeakerCue({ sessionId }: { sessionId: string }) {
  const crew = useCrew(sessionId)
  const personId = useMe().data?.person.id ?? ''
  const cue = useCrewState(crew, (state) => state.cue)
  const { busy, refusal, run } = useCommand()
  const large = unconfirmed(cue, personId)
  return (
    // One region for all cues, so that each new one is announced.
    <div aria-live="assertive">
      {large ? (
        <div className="speaker-cue" data-kind={large.kind} data-large="">
          <CueText cue={large} />
          <Button
            variant="default"
            {...busyButton(busy)}
            onClick={() => void run(() => crew.confirmCue(large.id))}
          >
            Got it
          </Button>
          <Refusal refusal={refusal} />
        </div>
      ) : (
        cue?.kind === 'countdown' && (
          <div className="speaker-cue" data-kind="countdown">
            <CueText cue={cue} />
          </div>
        )
      )}
    </div>
  )
}

const CueText = ({ cue }: { cue: Cue }) => (
  <p className="cue-words">
    {cueWords(cue)}
    {cue.endsAt !== null && <CueClock endsAt={cue.endsAt} />}
  </p>
)
