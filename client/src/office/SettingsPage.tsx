import { type Conference, type ConferencePlan, conferencePlan } from '@lectern/shared/conferences'
import { Button, Group, Select, Stack, Text, TextInput, Title } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { request } from '../live/http.ts'
import { meQuery } from '../live/me.ts'
import { upload } from '../live/upload.ts'
import { useCommand } from '../live/useCommand.ts'
import { busyButton } from '../ui/busyButton.ts'
import { CompanyLogo } from '../ui/Face.tsx'
import { Loaded } from '../ui/Loaded.tsx'
import { Page, PageHead } from '../ui/Page.tsx'
import { PictureField } from '../ui/PictureField.tsx'
import { Refusal } from '../ui/Refusal.tsx'
import { useContractForm } from '../ui/useContractForm.ts'
import { problemsIn } from '../words/problems.ts'
import { zoneOptions } from '../words/zones.ts'

const settingsQuery = { queryKey: ['conference'], queryFn: () => request('conferences.settings') }

/** The conference's logo, its name, and how to reach the organiser. */
export default function SettingsPage() {
  const settings = useQuery(settingsQuery)
  return (
    <Loaded query={settings} label="Loading the settings">
      {(conference) => (
        <Page width="reading">
          <PageHead title="Settings" />
          <Stack gap={40}>
            <Logo conference={conference} />
            <SettingsForm conference={conference} />
          </Stack>
        </Page>
      )}
    </Loaded>
  )
}

/** Shows the settings as saved, here and in the header. */
function useSaved(): (conference: Conference) => void {
  const queries = useQueryClient()
  return (conference) => {
    queries.setQueryData(settingsQuery.queryKey, conference)
    void queries.invalidateQueries({ queryKey: meQuery.queryKey })
  }
}

function Logo({ conference }: { conference: Conference }) {
  const saved = useSaved()
  const { title, logo } = conference
  return (
    <section aria-labelledby="logo">
      <Title order={2} id="logo" mb="md">
        Logo
      </Title>
      <PictureField
        noun="logo"
        doneWords="The logo is shown from now on."
        kind="logo"
        shown={<CompanyLogo name={title} src={logo} size={96} />}
        isGiven={logo !== undefined}
        onUpload={async (file, onProgress) => saved(await upload('conferences.uploadLogo', file, onProgress))}
        onRemove={async () => saved(await request('conferences.removeLogo'))}
      >
        Leads every page, beside the conference’s name, and greets people before they sign in.
      </PictureField>
    </section>
  )
}

function SettingsForm({ conference }: { conference: Conference }) {
  const { title, timeZone, contact = '' } = conference
  const saved = useSaved()
  const [isSaved, setIsSaved] = useState(false)
  const { form, onSubmit } = useContractForm({
    initialValues: { title, timeZone, contact },
    problemsOf: (values) => problemsIn(conferencePlan, values),
    onChange: () => setIsSaved(false),
  })
  const { busy, refusal, run } = useCommand()
  /** Only what was changed here: another organiser may be changing something else. */
  const save = (values: Required<Pick<ConferencePlan, 'title' | 'timeZone' | 'contact'>>) => {
    const before = { title, timeZone, contact }
    const fields = Object.keys(before) as (keyof typeof before)[]
    const changed = fields.filter((field) => values[field] !== before[field])
    const body = Object.fromEntries(changed.map((field) => [field, values[field]]))
    return run(async () => saved(await request('conferences.plan', { body })))
  }
  return (
    <section aria-labelledby="conference">
      <Title order={2} id="conference" mb="md">
        Conference
      </Title>
      <form {...onSubmit(async (values) => setIsSaved(await save(values)))}>
        <Stack gap="md">
          <TextInput label="Name" required {...form.getInputProps('title')} />
          <Select
            label="Time zone"
            description="People see times in their own zone, and can switch to this one. Certificates use it."
            data={zoneOptions(timeZone)}
            allowDeselect={false}
            searchable
            required
            {...form.getInputProps('timeZone')}
          />
          <TextInput
            label="Contact"
            description="An email address or telephone number, for people who cannot sign in or find a mistake."
            {...form.getInputProps('contact')}
          />
          <Refusal refusal={refusal} kept="What you wrote is kept here." />
          <Group gap="sm">
            <Button type="submit" {...busyButton(busy)}>
              {busy ? 'Saving…' : 'Save'}
            </Button>
            <Text role="status">{isSaved && 'Saved.'}</Text>
          </Group>
        </Stack>
      </form>
    </section>
  )
}
