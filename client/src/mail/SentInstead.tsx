import { type MailKind, type MailLanguage, mailLanguages } from '@lectern/shared/mailKinds'
import { Text } from '@mantine/core'
import { useUsedText } from './usedText.ts'

interface SentInsteadProps {
  kind: MailKind
  language: MailLanguage
}

/** Says what people get who want a language in which this mail has no text; nothing if it has one. */
export function SentInstead({ kind, language }: SentInsteadProps) {
  const used = useUsedText(kind, language)
  if (!used || used.language === language) return null
  return (
    <Text size="sm" c="gray.7">
      This mail has no text in <bdi>{mailLanguages[language]}</bdi> yet. People who want that language get it
      in <bdi>{mailLanguages[used.language]}</bdi>.
    </Text>
  )
}
