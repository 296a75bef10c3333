import type { SavedMailTemplate } from '@lectern/shared/mail'
import { languageSent, type MailKind, type MailLanguage } from '@lectern/shared/mailKinds'
import { useQuery } from '@tanstack/react-query'
import { mailSettingsQuery, templatesQuery } from './mailApi.ts'

interface UsedText {
  /** Of the text: another one than was asked for where the conference has none in that language. */
  language: MailLanguage
  template: SavedMailTemplate
}

/** The text of a kind that people get who want this language; undefined while it is loaded. */
export function useUsedText(kind: MailKind, wanted: MailLanguage | undefined): UsedText | undefined {
  const usual = useQuery(mailSettingsQuery).data?.language
  const asked = wanted ?? usual ?? 'en'
  const own = useQuery(templatesQuery(asked)).data?.templates
  const conferences = useQuery({ ...templatesQuery(usual ?? 'en'), enabled: usual !== undefined }).data
  const english = useQuery(templatesQuery('en')).data?.templates
  if (!usual || !own || !conferences || !english) return undefined
  const texts: Partial<Record<MailLanguage, SavedMailTemplate[]>> = {
    en: english,
    [usual]: conferences.templates,
    [asked]: own,
  }
  const find = (language: MailLanguage) => texts[language]?.find((each) => each.kind === kind)
  const language = languageSent([asked, usual], (each) => find(each)?.isOwn ?? false)
  const template = find(language)
  return template && { language, template }
}
