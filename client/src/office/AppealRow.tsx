import { named } from '@lectern/shared/subject'
import { Anchor, Button, Group, Text } from '@mantine/core'
import { Link } from 'react-router'
import { MinutesBar } from '../credit/MinutesBar.tsx'
import { Chip } from '../ui/Chip.tsx'
import { Face } from '../ui/Face.tsx'
import { minutesWithShare } from '../words/credit.ts'
import { momentOf } from '../words/times.ts'
import { effectWords, type OfficeAppeal, stretchWords } from './appealWords.ts'

interface AppealRowProps {
  appeal: OfficeAppeal
  /** It is the reader’s own appeal: somebody else has to decide. */
  isOwn?: boolean
  /** Both are left out once it is decided. */
  onGrant?: () => void
  onDecline?: () => void
}

/** One appeal: who, what they wrote, their minutes, and what a grant would change. */
export function AppealRow({ appeal, isOwn = false, onGrant, onDecline }: AppealRowProps) {
  const { name, sessionTitle, at, text } = appeal
  const about = `${name}, ${sessionTitle}`
  return (
    <li className="appeal" aria-label={`Appeal of ${about}`}>
      <div className="appeal-words">
        <div className="office-named">
          <Face name={name} size={24} />
          <div>
            <strong dir="auto">{name}</strong> · <span dir="auto">{sessionTitle}</span>
            <Text span c="gray.7">
              {' '}
              · {momentOf(at)}
            </Text>
          </div>
        </div>
        <Text className="office-words" dir="auto">
          “{text}”
        </Text>
        <Decision {...appeal} />
      </div>
      <Standing {...appeal} />
      {onGrant && onDecline && (
        <Group gap="sm" className="appeal-actions">
          {isOwn ? (
            <Text size="sm">Your own appeal: a colleague has to decide it.</Text>
          ) : (
            <>
              {appeal.standing && appeal.standing.grants.length > 0 && (
                <Button size="compact-md" onClick={onGrant} aria-label={`Grant the appeal of ${about}`}>
                  Grant…
                </Button>
              )}
              <Button
                variant="default"
                size="compact-md"
                onClick={onDecline}
                aria-label={`Decline the appeal of ${about}`}
              >
                Decline…
              </Button>
            </>
          )}
          <OpenPerson {...appeal} about={about} />
        </Group>
      )}
    </li>
  )
}

function Decision({ decision, granted }: OfficeAppeal) {
  if (decision === null) return null
  return (
    <div>
      <Chip tone={granted ? 'accent' : 'done'}>{granted ? 'Granted' : 'Declined'}</Chip>{' '}
      <span dir="auto">{decision}</span>
    </div>
  )
}

function Standing({ standing, name }: OfficeAppeal) {
  if (!standing) return null
  const [grant] = standing.grants
  return (
    <div className="appeal-standing figures">
      <strong>{minutesWithShare(standing)}</strong>
      <MinutesBar session={standing} who={named(name)} />
      <Text size="sm" c="gray.7">
        {grant
          ? `Granting ${stretchWords(grant)}: ${effectWords(standing, grant)}`
          : 'There is no gap: every minute counted.'}
      </Text>
    </div>
  )
}

/** The person's minutes, claims and evidence, where other minutes can be granted. */
function OpenPerson({ activityId, id, personId, sessionId, about }: OfficeAppeal & { about: string }) {
  if (activityId === null) return null
  const query = new URLSearchParams({ person: personId, session: sessionId, appeal: id })
  return (
    <Anchor
      component={Link}
      size="sm"
      to={`/office/activities/${activityId}?${query}`}
      aria-label={`Open the minutes of ${about}`}
    >
      Open
    </Anchor>
  )
}
