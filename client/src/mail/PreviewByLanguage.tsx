import { type MailKind, type MailLanguage, mailLanguages } from '@lectern/shared/mailKinds'
import { NativeSelect } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Loading } from '../ui/Loading.tsx'
import { mailSettingsQuery } from './mailApi.ts'
import { Preview } from './Preview.tsx'
import { SentInstead } from './SentInstead.tsx'
import { useUsedText } from './usedText.ts'

interface PreviewByLanguageProps {
  kind: MailKind
  /** Whose values are shown; the office's own if it is left out. */
  personId?: string | undefined
}

/** A mail as people get it who want one of the languages. */
export function PreviewByLanguage({ kind, personId }: PreviewByLanguageProps) {
  const usual = useQuery(mailSettingsQuery).data?.language ?? 'en'
  const [chosen, setChosen] = useState<MailLanguage>()
  const language = chosen ?? usual
  const used = useUsedText(kind, language)
  return (
    <>
      <NativeSelect
        label="For people who want"
        value={language}
        onChange={(event) => setChosen(event.currentTarget.value as MailLanguage)}
        data={Object.entries(mailLanguages).map(([value, label]) => ({ value, label }))}
        maw={280}
      />
      <SentInstead kind={kind} language={language} />
      {used ? (
        <Preview kind={kind} personId={personId} draft={{ ...used.template, language: used.language }} />
      ) : (
        <Loading />
      )}
    </>
  )
}
