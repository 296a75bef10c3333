import type { MailSettings } from '@lectern/shared/mail'
import { automaticKinds, type MailLanguage, mailKinds, mailLanguages } from '@lectern/shared/mailKinds'
import { Checkbox, NativeSelect, Radio, Stack, Text } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { request } from '../live/http.ts'
import { useCommand } from '../live/useCommand.ts'
import { FormEnd } from '../ui/FormEnd.tsx'
import { Loaded } from '../ui/Loaded.tsx'
import { mailSettingsQuery } from './mailApi.ts'

/** Which mails the server makes by itself, for whom, and in which language. */
export function MailSettingsForm() {
  const settings = useQuery(mailSettingsQuery)
  return (
    <Loaded query={settings} label="Loading the settings">
      {(data) => <Form settings={data} />}
    </Loaded>
  )
}

function Form({ settings }: { settings: MailSettings }) {
  const [written, setWritten] = useState(settings)
  const [isSaved, setIsSaved] = useState(false)
  const queries = useQueryClient()
  const { busy, refusal, run } = useCommand()
  const change = (fields: Partial<MailSettings>) => {
    setIsSaved(false)
    setWritten({ ...written, ...fields })
  }
  const save = () =>
    run(async () => {
      const next = await request('mail.saveSettings', { body: written })
      queries.setQueryData(mailSettingsQuery.queryKey, next)
    }).then(setIsSaved)
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        void save()
      }}
    >
      <Stack gap="lg" maw={720}>
        <Checkbox.Group
          label="Sent automatically"
          description="To people of this conference who have a mail address; reporting deadlines go to the CE office."
          value={automaticKinds.filter((kind) => !written.off.includes(kind))}
          onChange={(on) => change({ off: automaticKinds.filter((kind) => !on.includes(kind)) })}
        >
          <Stack gap="xs" mt="xs">
            {automaticKinds.map((kind) => (
              <Checkbox key={kind} value={kind} label={mailKinds[kind].label} />
            ))}
          </Stack>
        </Checkbox.Group>
        <Radio.Group
          label="Reminders go to"
          value={written.reminders}
          onChange={(reminders) => change({ reminders: reminders as MailSettings['reminders'] })}
        >
          <Stack gap="xs" mt="xs">
            <Radio value="agenda" label="The session’s faculty, and people who have it in their own agenda" />
            <Radio value="everybody" label="Everybody at the conference" />
          </Stack>
        </Radio.Group>
        <NativeSelect
          label="Language of the mails"
          value={written.language}
          onChange={(event) => change({ language: event.currentTarget.value as MailLanguage })}
          data={Object.entries(mailLanguages).map(([value, label]) => ({ value, label }))}
          maw={280}
        />
        <FormEnd submit={busy ? 'Saving…' : 'Save'} {...{ busy, refusal }}>
          <Text role="status">{isSaved && 'Saved.'}</Text>
        </FormEnd>
      </Stack>
    </form>
  )
}
