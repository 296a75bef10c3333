import { Button, CopyButton, Group, Stack, Text, TextInput } from '@mantine/core'
import { useState } from 'react'
import { request } from '../live/http.ts'
import { useCommand } from '../live/useCommand.ts'
import { busyButton } from '../ui/busyButton.ts'
import { Dialog } from '../ui/Dialog.tsx'
import { Refusal } from '../ui/Refusal.tsx'
import { toast } from '../ui/toast.tsx'
import { disclosuresKey } from './disclosureApi.ts'

interface AskButtonProps {
  personId: string
  name: string
  /** They were asked before. */
  isAgain: boolean
}

/** Asks somebody for their form, and shows the office the personal link that leads to it. */
export function AskButton({ personId, name, isAgain }: AskButtonProps) {
  const [link, setLink] = useState('')
  const { busy, refusal, run } = useCommand({ changes: disclosuresKey })
  const ask = () =>
    run(async () => {
      const asked = await request('disclosures.ask', { params: { personId } })
      if (asked.link === null) toast('Recorded. The request with their link goes out under Mail → Send.')
      else setLink(asked.link)
    })
  const label = isAgain ? 'Ask again' : 'Ask'
  return (
    <>
      <Button
        variant="default"
        size="compact-sm"
        aria-label={`${label}: ${name}`}
        {...busyButton(busy)}
        onClick={() => void ask()}
      >
        {label}
      </Button>
      <Refusal refusal={refusal} size="sm" />
      <Dialog opened={link !== ''} onClose={() => setLink('')} title={`The form of ${name}`}>
        <Stack gap="md">
          <Text>
            This personal link leads <bdi>{name}</bdi> to the form. Send it to nobody else: it signs in.
          </Text>
          <TextInput label="Link" readOnly value={link} />
          <CopyButton value={link}>
            {({ copied, copy }) => (
              <Group>
                <Button onClick={copy}>{copied ? 'Copied' : 'Copy the link'}</Button>
              </Group>
            )}
          </CopyButton>
        </Stack>
      </Dialog>
    </>
  )
}
