import type { Conference } from '@lectern/shared/conferences'
import { Button, Group, Stack, Text, Title } from '@mantine/core'
import { useState } from 'react'
import { request } from '../live/http.ts'
import { useCommand } from '../live/useCommand.ts'
import { busyButton } from '../ui/busyButton.ts'
import { Refusal } from '../ui/Refusal.tsx'
import { ForGood } from './ForGood.tsx'

interface EndOfConferenceProps {
  conference: Conference
  onChanged: (conference: Conference) => void
}

/** For the office: closes a conference, opens it again, and deletes it once its records need not be kept. */
export function EndOfConference({ conference, onChanged }: EndOfConferenceProps) {
  const { id, archivedAt } = conference
  const { busy, refusal, run } = useCommand()
  const [isAsking, setAsking] = useState(false)
  const params = { conferenceId: id }
  const change = () =>
    run(async () =>
      onChanged(
        archivedAt === undefined
          ? await request('conferences.archive', { params })
          : await request('conferences.unarchive', { params }),
      ),
    )
  return (
    <section aria-labelledby="end">
      <Title order={2} id="end" mb="md">
        When it is over
      </Title>
      <Stack gap="sm" align="flex-start">
        <Text>
          {archivedAt === undefined
            ? 'An archived conference stays readable, and nothing can be started there any more.'
            : 'This conference is archived: nothing can be started there.'}
        </Text>
        <Group gap="sm">
          <Button variant="default" onClick={() => void change()} {...busyButton(busy)}>
            {archivedAt === undefined ? 'Archive' : 'Open it again'}
          </Button>
          <Button variant="subtle" color="red" onClick={() => setAsking(true)}>
            Delete conference
          </Button>
        </Group>
        <Refusal refusal={refusal} />
      </Stack>
      {isAsking && <Deletion conference={conference} onClose={() => setAsking(false)} />}
    </section>
  )
}

function Deletion({ conference: { id, title }, onClose }: { conference: Conference; onClose: () => void }) {
  const { run, ...command } = useCommand()
  const remove = async () => {
    const done = await run(() => request('conferences.remove', { params: { conferenceId: id } }))
    // This page was opened in the conference that is gone.
    if (done) location.assign('/provider')
  }
  return (
    <ForGood
      title={`Delete “${title}”?`}
      confirm="Delete conference"
      command={command}
      onConfirm={() => void remove()}
      onClose={onClose}
    >
      <Text>Its programme, booths, questions, polls, chats and mail are deleted for good.</Text>
      <Text>
        A conference that was held is kept for six years after its last session, since attendance must stay
        verifiable for so long: its attendance and checks, evaluations, claims, certificates, disclosures and
        ledger. Until then this is refused, and you are told the day.
      </Text>
    </ForGood>
  )
}
