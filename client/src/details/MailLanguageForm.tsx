import type { OwnDetails } from '@lectern/shared/accounts'
import { type MailLanguage, mailLanguages } from '@lectern/shared/mailKinds'
import { NativeSelect, Stack, Text, Title } from '@mantine/core'
import { useState } from 'react'
import { request } from '../live/http.ts'
import { useCommand } from '../live/useCommand.ts'
import { FormEnd } from '../ui/FormEnd.tsx'
import { useDetailsSaved } from './detailsApi.ts'

/** In which language one's mails come. */
export function MailLanguageForm({ details }: { details: OwnDetails }) {
  const [language, setLanguage] = useState(details.language)
  const [saved, setSaved] = useState(false)
  const show = useDetailsSaved()
  const { busy, refusal, run } = useCommand()
  const save = () => run(async () => show(await request('accounts.saveLanguage', { body: { language } })))
  return (
    <section aria-labelledby="mail-language">
      <Title order={2} id="mail-language" mb="md">
        Your mails
      </Title>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          void save().then(setSaved)
        }}
      >
        <Stack gap="md">
          <NativeSelect
            label="Language"
            description="A mail that the organiser has not written in this language comes in the conference’s."
            value={language ?? ''}
            onChange={(event) => {
              setSaved(false)
              setLanguage((event.currentTarget.value || null) as MailLanguage | null)
            }}
            data={[
              { value: '', label: 'That of the conference' },
              ...Object.entries(mailLanguages).map(([value, label]) => ({ value, label })),
            ]}
            maw={320}
          />
          <FormEnd submit={busy ? 'Saving…' : 'Save language'} {...{ busy, refusal }}>
            <Text role="status">{saved && 'Saved.'}</Text>
          </FormEnd>
        </Stack>
      </form>
    </section>
  )
}
