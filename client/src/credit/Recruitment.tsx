import type { ActivityCredit } from '@lectern/shared/credit'
import { Button, Group, Radio, Stack, Text, TextInput } from '@mantine/core'
import { useState } from 'react'
import { request } from '../live/http.ts'
import { useCommand } from '../live/useCommand.ts'
import { busyButton } from '../ui/busyButton.ts'
import { Refusal } from '../ui/Refusal.tsx'
import { dateOf } from '../words/times.ts'
import { creditKey } from './creditApi.ts'

/** Whether a company recruited the person for the activity, where a body wants to know. */
export function Recruitment({ credit: { activity, recruitment } }: { credit: ActivityCredit }) {
  const [isRecruited, setRecruited] = useState(recruitment ? recruitment.by !== '' : undefined)
  const [by, setBy] = useState(recruitment?.by ?? '')
  const { busy, refusal, run } = useCommand({ changes: creditKey })
  if (recruitment === undefined) return null
  const declare = () =>
    run(() =>
      request('credit.declare', {
        params: { activityId: activity.id },
        body: { by: isRecruited ? by.trim() : '' },
      }),
    )
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        void declare()
      }}
    >
      <Stack gap="sm">
        <Radio.Group
          label="Did a company recruit you for this activity (reclutamento)?"
          value={isRecruited === undefined ? '' : isRecruited ? 'yes' : 'no'}
          onChange={(value) => setRecruited(value === 'yes')}
        >
          <Group mt="xs">
            <Radio value="no" label="No" />
            <Radio value="yes" label="Yes" />
          </Group>
        </Radio.Group>
        {isRecruited && (
          <TextInput
            label="Which company"
            maxLength={120}
            required
            value={by}
            onChange={(event) => setBy(event.currentTarget.value)}
          />
        )}
        <Refusal refusal={refusal} kept="What you wrote is kept here." />
        <Group gap="sm">
          <Button
            type="submit"
            size="compact-md"
            variant="default"
            disabled={isRecruited === undefined || (isRecruited && by.trim() === '')}
            {...busyButton(busy)}
          >
            {busy ? 'Saving…' : 'Declare'}
          </Button>
          <Text size="sm" c="gray.7" role="status">
            {recruitment && `Declared on ${dateOf(recruitment.at)}.`}
          </Text>
        </Group>
      </Stack>
    </form>
  )
}
