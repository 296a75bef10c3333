import { Button, Group, Stack, Text } from '@mantine/core'
import { Notice } from '../../ui/Notice.tsx'
import { fieldWords, valueWords } from './programWords.ts'
import type { Draft } from './rebase.ts'
import type { FieldName, SessionFields } from './sessionFields.ts'

interface TwoVersionsProps {
  draft: Draft<SessionFields>
  /** Who saved last, if known. */
  by: string | undefined
  timeZone: string
  onChoose: (field: FieldName, whose: 'theirs' | 'mine') => void
}

/** What two people changed at once, field by field: one of the two values is chosen. */
export function TwoVersions({ draft, by, timeZone, onChoose }: TwoVersionsProps) {
  if (draft.open.length === 0) return null
  return (
    <Notice title={`${by ?? 'Another organiser'} changed this session while you did`}>
      <Text size="sm" mb="sm">
        Choose for each field. Nothing is saved until you do; the other fields are up to date.
      </Text>
      <Stack gap="md">
        {draft.open.map((field) => (
          <section key={field} aria-label={fieldWords[field]} className="edit-versions">
            <Text fw={500}>{fieldWords[field]}</Text>
            <Version label="Theirs" words={valueWords(draft.base, field, timeZone)} />
            <Version label="Yours" words={valueWords(draft.mine, field, timeZone)} />
            <Group gap="sm">
              <Button
                variant="default"
                size="compact-sm"
                aria-label={`Use theirs: ${fieldWords[field]}`}
                onClick={() => onChoose(field, 'theirs')}
              >
                Use theirs
              </Button>
              <Button
                variant="default"
                size="compact-sm"
                aria-label={`Keep mine: ${fieldWords[field]}`}
                onClick={() => onChoose(field, 'mine')}
              >
                Keep mine
              </Button>
            </Group>
          </section>
        ))}
      </Stack>
    </Notice>
  )
}

const Version = ({ label, words }: { label: string; words: string }) => (
  <div className="edit-version">
    <Text size="sm" c="gray.7">
      {label}
    </Text>
    <div dir="auto">{words}</div>
  </div>
)
