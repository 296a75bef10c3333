import type { ListedConference } from '@lectern/shared/conferences'
import { Button, Text } from '@mantine/core'
import { useState } from 'react'
import { request } from '../live/http.ts'
import { useCommand } from '../live/useCommand.ts'
import { Notice } from '../ui/Notice.tsx'
import { counted } from '../words/counts.ts'
import { ForGood } from './ForGood.tsx'

/** While the example is there: a button that removes it, after saying what goes. */
export function RemoveExample({ conferences }: { conferences: readonly ListedConference[] }) {
  const example = conferences.find(({ isExample }) => isExample)
  const [isAsking, setAsking] = useState(false)
  if (!example) return null
  return (
    <Notice
      color="gray"
      role="status"
      mb="md"
      title={`“${example.title}” is an example`}
      action={
        <Button variant="default" size="compact-md" onClick={() => setAsking(true)}>
          Remove the example
        </Button>
      }
    >
      Its people, sessions and credit are made up. Remove it before your own people come.
      {isAsking && <Confirmation example={example} onClose={() => setAsking(false)} />}
    </Notice>
  )
}

function Confirmation({ example, onClose }: { example: ListedConference; onClose: () => void }) {
  const { run, ...command } = useCommand()
  const { title, sessions, activities, people } = example
  const remove = async () => {
    const done = await run(() => request('conferences.removeExample'))
    // The header, the connection and this list may be those of the conference that is gone.
    if (done) location.assign('/provider')
  }
  return (
    <ForGood
      title={`Remove “${title}”?`}
      confirm="Remove the example"
      command={command}
      onConfirm={() => void remove()}
      onClose={onClose}
    >
      <Text>
        This removes {counted(sessions, 'session')}, {counted(activities, 'activity', 'activities')},{' '}
        {counted(people, 'place')} of example people, their links, the booths, and every question, poll, chat,
        certificate and ledger entry of the example. Your own conferences and people stay.
      </Text>
      <Text fw={500}>This cannot be undone.</Text>
    </ForGood>
  )
}
