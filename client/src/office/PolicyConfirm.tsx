import { Button, Group, Stack, Text, TextInput } from '@mantine/core'
import { useState } from 'react'
import { request } from '../live/http.ts'
import { useCommand } from '../live/useCommand.ts'
import { busyButton } from '../ui/busyButton.ts'
import { Refusal } from '../ui/Refusal.tsx'
import { officeKey } from './officeApi.ts'

/** An expired policy was compared with its source: when, and with what. Then it can be designated again. */
export function PolicyConfirm({ policyId }: { policyId: string }) {
  const [on, setOn] = useState('')
  const [source, setSource] = useState('')
  const { busy, refusal, run } = useCommand({ changes: officeKey })
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        void run(() =>
          request('policies.confirm', { params: { policyId }, body: { on, source: source.trim() } }),
        )
      }}
    >
      <Stack gap="sm">
        <Text>
          It cannot be designated for another activity until somebody has compared it with the body’s own
          rules. What is designated already stays.
        </Text>
        <Group gap="sm" align="flex-end">
          <TextInput
            type="date"
            label="Compared on"
            required
            value={on}
            onChange={(event) => setOn(event.currentTarget.value)}
          />
          <TextInput
            label="With"
            description="Where the rules stand, such as an address"
            required
            maxLength={400}
            flex={1}
            miw={220}
            value={source}
            onChange={(event) => setSource(event.currentTarget.value)}
          />
          <Button type="submit" disabled={on === '' || source.trim().length < 3} {...busyButton(busy)}>
            Confirm
          </Button>
        </Group>
        <Text size="sm" c="gray.7">
          This is in the ledger with your name, for good.
        </Text>
        <Refusal refusal={refusal} kept="What you wrote is kept here." />
      </Stack>
    </form>
  )
}
