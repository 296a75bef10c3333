import type { SavedMailTemplate } from '@lectern/shared/mail'
import { type MailKind, type MailLanguage, mailKinds, mailLanguages } from '@lectern/shared/mailKinds'
import { Group, NativeSelect, Stack } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useSearchParams } from 'react-router'
import { Loaded } from '../ui/Loaded.tsx'
import { mailSettingsQuery, templatesQuery } from './mailApi.ts'
import { SentInstead } from './SentInstead.tsx'
import { TextEditor } from './TextEditor.tsx'

/** The texts of the conference's mails, in each language; the address says which is edited. */
export function Texts() {
  const settings = useQuery(mailSettingsQuery)
  return (
    <Loaded query={settings} label="Loading the texts">
      {({ language }) => <TextsIn usual={language} />}
    </Loaded>
  )
}

function TextsIn({ usual }: { usual: MailLanguage }) {
  const [parameters, setParameters] = useSearchParams()
  const language = (parameters.get('language') ?? usual) as MailLanguage
  const kind = (parameters.get('kind') ?? 'invitation') as MailKind
  const templates = useQuery(templatesQuery(language))
  const choose = (fields: { language?: string; kind?: string }) =>
    setParameters({ language, kind, ...fields }, { replace: true })
  return (
    <Stack gap="md">
      <Group gap="sm">
        <NativeSelect
          label="Mail"
          value={kind}
          onChange={(event) => choose({ kind: event.currentTarget.value })}
          data={Object.entries(mailKinds).map(([value, { label }]) => ({ value, label }))}
        />
        <NativeSelect
          label="Language"
          value={language}
          onChange={(event) => choose({ language: event.currentTarget.value })}
          data={Object.entries(mailLanguages).map(([value, label]) => ({ value, label }))}
        />
      </Group>
      <Loaded query={templates} label="Loading the text">
        {({ templates: all }) => {
          const template = all.find((each) => each.kind === kind) as SavedMailTemplate
          return (
            <>
              <SentInstead kind={kind} language={language} />
              <TextEditor key={`${kind} ${language}`} template={template} language={language} />
            </>
          )
        }}
      </Loaded>
    </Stack>
  )
}
