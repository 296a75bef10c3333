import type { AskDelivery } from '@lectern/shared/disclosures'
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

const deliveryWords: Record<AskDelivery, string> = {
  mailed: 'The request goes out by mail. Mail shows what becomes of it.',
  already: 'A request went out to them today already.',
  listed: 'Recorded. The CE office passes the link on: it is listed under Mail.',
  no_address: 'They have no mail address. The CE office can enter one, or pass the link on.',
}

/** Asks somebody for their form by mail; where none goes out, the office gets the link to pass on. */
export function AskButton({ personId, name, isAgain }: AskButtonProps) {
  const [link, setLink] = useState('')
  const { busy, refusal, run } = useCommand({ changes: disclosuresKey })
  const ask = () =>
    run(async () => {
      const asked = await request('disclosures.ask', { params: { personId } })
      if (asked.link !== null) setLink(asked.link)
      else if (asked.delivery) toast(deliveryWords[asked.delivery])
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
