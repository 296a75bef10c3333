import type { MailKind, MailLanguage } from '@lectern/shared/mailKinds'
import type { MailTemplate } from '@lectern/shared/mailText'
import { Text } from '@mantine/core'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { messageOf } from '../live/appError.ts'
import { request } from '../live/http.ts'
import { Loading } from '../ui/Loading.tsx'
import { LoadFailed } from '../ui/Notice.tsx'
import { MailContent } from './MailContent.tsx'
import { mailKey } from './mailApi.ts'

interface PreviewProps {
  kind: MailKind
  /** Whose values are shown; the office's own if it is left out. */
  personId?: string | undefined
  draft: MailTemplate & { language: MailLanguage }
}

/** A mail as a real person would get it, without their link. */
export function Preview({ kind, personId, draft }: PreviewProps) {
  const { subject, text, language } = draft
  const body = { kind, language, subject, text }
  const preview = useQuery({
    queryKey: [...mailKey, 'preview', personId, body],
    queryFn: () => request('mail.preview', { body: { ...body, ...(personId && { personId }) } }),
    placeholderData: keepPreviousData,
    retry: false,
  })
  if (preview.data)
    return (
      <>
        <Text size="sm" c="gray.7">
          To <bdi>{preview.data.to || 'a person without a mail address'}</bdi>
        </Text>
        <MailContent content={preview.data} />
      </>
    )
  if (preview.isError)
    return <LoadFailed message={messageOf(preview.error)} retry={() => void preview.refetch()} />
  return <Loading />
}
