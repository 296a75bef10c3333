import type { Conference, ConferencePlan } from '@lectern/shared/conferences'
import { Stack, Text, TextInput, Title } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { ConferenceFields } from '../conferences/ConferenceFields.tsx'
import { type ConferenceForm, formOf, planOf, problemsOf } from '../conferences/conferenceForm.ts'
import { EndOfConference } from '../conferences/EndOfConference.tsx'
import { request } from '../live/http.ts'
import { meQuery, useMe } from '../live/me.ts'
import { upload } from '../live/upload.ts'
import { useCommand } from '../live/useCommand.ts'
import { CompanyLogo } from '../ui/Face.tsx'
import { FormEnd } from '../ui/FormEnd.tsx'
import { Loaded } from '../ui/Loaded.tsx'
import { Page, PageHead } from '../ui/Page.tsx'
import { PictureField } from '../ui/PictureField.tsx'
import { useContractForm } from '../ui/useContractForm.ts'

const settingsQuery = { queryKey: ['conference'], queryFn: () => request('conferences.settings') }

/** The conference's logo, its name, days and languages, and how to reach the organiser. */
export default function SettingsPage() {
  const settings = useQuery(settingsQuery)
  const saved = useSaved()
  const isOffice = useMe().data?.person.roles.includes('office') ?? false
  return (
    <Loaded query={settings} label="Loading the settings">
      {(conference) => (
        <Page width="reading">
          <PageHead title="Settings" />
          <Stack gap={40}>
            <Logo conference={conference} />
            <SettingsForm conference={conference} />
            {isOffice && <EndOfConference conference={conference} onChanged={saved} />}
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

interface SettingsValues extends ConferenceForm {
  contact: string
}

function SettingsForm({ conference }: { conference: Conference }) {
  const saved = useSaved()
  const [isSaved, setIsSaved] = useState(false)
  const before = settingsOf(conference)
  const { form, onSubmit } = useContractForm<SettingsValues>({
    initialValues: before,
    problemsOf: (values) => problemsOf(values, { contact: values.contact }),
    onChange: () => setIsSaved(false),
  })
  const { busy, refusal, run } = useCommand()
  const save = (values: SettingsValues) =>
    run(async () => saved(await request('conferences.plan', { body: changesIn(before, values) })))
  return (
    <section aria-labelledby="conference">
      <Title order={2} id="conference" mb="md">
        Conference
      </Title>
      <form {...onSubmit(async (values) => setIsSaved(await save(values)))}>
        <Stack gap="md">
          <ConferenceFields form={form} zones={[conference.timeZone]} />
          <TextInput
            label="Contact"
            description="An email address or telephone number, for people who cannot sign in or find a mistake."
            {...form.getInputProps('contact')}
          />
          <FormEnd
            submit={busy ? 'Saving…' : 'Save'}
            kept="What you wrote is kept here."
            {...{ busy, refusal }}
          >
            <Text role="status">{isSaved && 'Saved.'}</Text>
          </FormEnd>
        </Stack>
      </form>
    </section>
  )
}

const settingsOf = (conference: Conference): SettingsValues => ({
  ...formOf(conference),
  contact: conference.contact ?? '',
})

/** Only what was changed here: another organiser may be changing something else. */
function changesIn(before: SettingsValues, values: SettingsValues): ConferencePlan {
  const plan = (of: SettingsValues) => ({ ...planOf(of), contact: of.contact })
  const [old, now] = [plan(before), plan(values)]
  const fields = Object.keys(now) as (keyof typeof now)[]
  const changed = fields.filter((field) => JSON.stringify(old[field]) !== JSON.stringify(now[field]))
  return Object.fromEntries(changed.map((field) => [field, now[field]]))
}
