import { type Registration, registration, registrationModes } from '@lectern/shared/people'
import { Anchor, Button, Group, NumberInput, Radio, Stack, Text, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Link } from 'react-router'
import { request } from '../live/http.ts'
import { useMe } from '../live/me.ts'
import { useCommand } from '../live/useCommand.ts'
import { busyButton } from '../ui/busyButton.ts'
import { Loaded } from '../ui/Loaded.tsx'
import { Page, PageHead } from '../ui/Page.tsx'
import { Refusal } from '../ui/Refusal.tsx'
import { useContractForm } from '../ui/useContractForm.ts'
import { counted } from '../words/counts.ts'
import { problemsIn } from '../words/problems.ts'
import { peopleKey, registrationQuery } from './peopleApi.ts'

const modeWords: Record<Registration['mode'], { label: string; description: string }> = {
  closed: { label: 'Closed', description: 'People join by invitation only.' },
  code: { label: 'With a code', description: 'Everybody who has the code can join as a clinician.' },
  open: { label: 'Open', description: 'Everybody who has the address can join as a clinician.' },
}

/** How people can join the conference by themselves. */
export default function RegistrationPage() {
  const settings = useQuery(registrationQuery)
  return (
    <Loaded query={settings} label="Loading the settings">
      {({ registration: saved, members }) => (
        <Page width="reading">
          <PageHead
            title="Registration"
            over={
              <Anchor component={Link} to="/office/people">
                People
              </Anchor>
            }
            lead={`${counted(members, 'person', 'people')} at this conference.`}
          />
          <RegistrationForm registration={saved} />
        </Page>
      )}
    </Loaded>
  )
}

function RegistrationForm({ registration: given }: { registration: Registration }) {
  const conferenceId = useMe().data?.conference.id ?? ''
  const [saved, setSaved] = useState(false)
  const { form, onSubmit } = useContractForm({
    initialValues: given,
    problemsOf: (values) => problemsIn(registration, values),
    onChange: () => setSaved(false),
  })
  const { busy, refusal, run } = useCommand({ changes: peopleKey })
  const { mode, limit } = form.values
  return (
    <form
      {...onSubmit(async (body) => setSaved(await run(() => request('members.setRegistration', { body }))))}
    >
      <Stack gap="md">
        <Radio.Group label="Who can join" {...form.getInputProps('mode')}>
          <Stack gap="xs" mt="xs">
            {registrationModes.map((value) => (
              <Radio key={value} value={value} {...modeWords[value]} />
            ))}
          </Stack>
        </Radio.Group>
        {mode === 'code' && (
          <TextInput
            label="Code"
            description="At least 6 characters. Capitals, blanks and hyphens do not matter."
            autoComplete="off"
            {...form.getInputProps('code')}
          />
        )}
        {mode !== 'closed' && (
          <>
            <NumberInput
              label="At most so many people"
              description="Everybody with a place counts. Leave it empty for no limit."
              min={1}
              allowDecimal={false}
              value={limit ?? ''}
              error={form.errors.limit}
              onChange={(value) => form.setFieldValue('limit', value === '' ? null : Number(value))}
            />
            <TextInput
              label="Address to share"
              value={`${location.origin}/c/${conferenceId}/join`}
              readOnly
              onFocus={(event) => event.target.select()}
            />
          </>
        )}
        <Refusal refusal={refusal} kept="What you wrote is kept here." />
        <Group gap="sm">
          <Button type="submit" {...busyButton(busy)}>
            {busy ? 'Saving…' : 'Save'}
          </Button>
          <Text role="status">{saved && 'Saved.'}</Text>
        </Group>
      </Stack>
    </form>
  )
}
