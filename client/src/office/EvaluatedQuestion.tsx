import '../ui/wideTable.css'
import { leastShown, type OfficeEvaluations } from '@lectern/shared/creditOffice'
import { Card, Group, Stack, Text, Title } from '@mantine/core'
import { useId } from 'react'
import { LongList } from '../ui/LongList.tsx'
import { PlainList } from '../ui/PlainList.tsx'
import { counted, withShare } from '../words/counts.ts'

type Question = OfficeEvaluations['questions'][number]

const ratingWords: Record<string, string> = { 1: '1 (lowest)', 5: '5 (highest)' }

function summaryOf({ answered, mean, kind, texts, isWithheld }: Question): string {
  const people = counted(answered, 'answer')
  if (isWithheld) return `${people}. They are shown from ${leastShown} on, so that nobody can be recognised.`
  if (mean !== null) return `${people} · ${mean.toFixed(1)} of 5 on average`
  if (kind === 'text' && texts.length < answered)
    return `${people}; the newest ${texts.length} are shown, the export has them all`
  return people
}

/** One question with what was answered: bars with their numbers, or texts, newest first. */
export function EvaluatedQuestion({ question }: { question: Question }) {
  const titleId = useId()
  const { prompt, kind, texts, about, isEarlier, isWithheld } = question
  return (
    <Stack gap="sm" component="section" aria-labelledby={titleId}>
      <div>
        <Title order={2} size="h3" id={titleId} dir="auto">
          {about ? `${about.subject}: ${prompt}` : prompt}
        </Title>
        {isEarlier && <Text size="sm">As it was asked before the questions were changed.</Text>}
        <Text size="sm" c="gray.7" className="figures">
          {summaryOf(question)}
        </Text>
      </div>
      {isWithheld ? null : kind === 'text' ? (
        <LongList label={prompt} total={texts.length}>
          {(shown) =>
            texts.slice(0, shown).map((text, index) => (
              <Card key={index} component="li" padding="sm" className="office-words" dir="auto">
                {text}
              </Card>
            ))
          }
        </LongList>
      ) : (
        <Counts question={question} />
      )}
    </Stack>
  )
}

function Counts({ question: { kind, answered, prompt, counts } }: { question: Question }) {
  return (
    <PlainList aria-label={prompt}>
      {counts.map(({ text, count }, index) => {
        const share = answered === 0 ? 0 : Math.round((count * 100) / answered)
        return (
          <li key={index}>
            <Group justify="space-between" gap="sm" wrap="nowrap" align="flex-end">
              <Text size="sm">{kind === 'rating' ? (ratingWords[text] ?? text) : text}</Text>
              <Text size="sm" className="whole-figures">
                {withShare(count, answered)}
              </Text>
            </Group>
            <div className="office-bar" aria-hidden="true">
              <div style={{ width: `${share}%` }} />
            </div>
          </li>
        )
      })}
    </PlainList>
  )
}
