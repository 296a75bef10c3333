import type { OfficeOverview } from '@lectern/shared/creditOffice'
import { Button, Card, Group, Stack, Text, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { Link } from 'react-router'
import { programQuery } from '../program/useProgram.ts'
import { counted } from '../words/counts.ts'
import { momentOf } from '../words/times.ts'
import { decline } from './officeApi.ts'
import { ReasonDialog } from './ReasonDialog.tsx'

type Appeal = OfficeOverview['appeals'][number]

/** Appeals that wait, oldest first, and those that were decided. */
export function AppealsToDecide({ appeals }: { appeals: Appeal[] }) {
  const [declining, setDeclining] = useState<Appeal>()
  const heading = useRef<HTMLHeadingElement>(null)
  const waiting = appeals.filter(({ decidedAt }) => decidedAt === null).sort((a, b) => a.at - b.at)
  const decided = appeals
    .filter(({ decidedAt }) => decidedAt !== null)
    .sort((a, b) => (b.decidedAt ?? 0) - (a.decidedAt ?? 0))
  return (
    <section aria-labelledby="appeals">
      <Title order={2} size="h3" id="appeals" mb="sm" ref={heading} tabIndex={-1}>
        Appeals
      </Title>
      {appeals.length === 0 && <Text>None. Learners appeal from “My credit”; their words appear here.</Text>}
      <Stack gap="sm">
        {waiting.map((appeal) => (
          <AppealCard key={appeal.id} appeal={appeal} onDecline={() => setDeclining(appeal)} />
        ))}
      </Stack>
      {decided.length > 0 && (
        <details>
          <summary>{counted(decided.length, 'decided appeal')}</summary>
          <Stack gap="sm" mt="sm">
            {decided.map((appeal) => (
              <AppealCard key={appeal.id} appeal={appeal} />
            ))}
          </Stack>
        </details>
      )}
      {declining && (
        <ReasonDialog
          title="Decline the appeal"
          description="The learner reads it, and it is kept as evidence."
          confirm="Decline"
          onConfirm={(reason) => decline(declining.id, reason)}
          onClose={(done) => {
            setDeclining(undefined)
            // The button that opened it is gone with the appeal.
            if (done) setTimeout(() => heading.current?.focus())
          }}
        >
          {declining.name}, “{declining.sessionTitle}”: “{declining.text}”
        </ReasonDialog>
      )}
    </section>
  )
}

function AppealCard({ appeal, onDecline }: { appeal: Appeal; onDecline?: () => void }) {
  const { id, sessionId, personId, name, sessionTitle, at, text, decision, granted } = appeal
  const program = useQuery(programQuery)
  const activityId = program.data?.sessions.find(({ session }) => session.id === sessionId)?.session
    .activityId
  const about = `${name}, ${sessionTitle}`
  return (
    <Card withBorder padding="md" component="article" aria-label={`Appeal of ${about}`}>
      <Stack gap="sm">
        <Text>
          <strong>{name}</strong> · {sessionTitle}
          <Text span c="gray.7">
            {' '}
            · {momentOf(at)}
          </Text>
        </Text>
        <Text style={{ whiteSpace: 'pre-wrap' }}>“{text}”</Text>
        {decision !== null && (
          <Text>
            {granted ? 'Granted' : 'Declined'}: {decision}
          </Text>
        )}
        {onDecline && (
          <Group gap="sm">
            {activityId && (
              <Button
                component={Link}
                to={`/office/${activityId}?${new URLSearchParams({ person: personId, session: sessionId, appeal: id })}`}
                aria-label={`Grant the appeal of ${about}`}
              >
                Grant…
              </Button>
            )}
            <Button variant="default" onClick={onDecline} aria-label={`Decline the appeal of ${about}`}>
              Decline…
            </Button>
          </Group>
        )}
      </Stack>
    </Card>
  )
}
