import '../ui/wideTable.css'
import { leastShown, type OfficeEvaluations } from '@lectern/shared/evaluationResults'
import { Card, Stack, Text, Title } from '@mantine/core'
import { useId } from 'react'
import { LongList } from '../ui/LongList.tsx'
import { counted } from '../words/counts.ts'
import { CountBars } from './CountBars.tsx'

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
  const { prompt, kind, texts, about, answered, counts, isEarlier, isWithheld } = question
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
        <CountBars
          label={prompt}
          of={answered}
          counts={counts.map(({ text, count }) => ({
            text: kind === 'rating' ? (ratingWords[text] ?? text) : text,
            count,
          }))}
        />
      )}
    </Stack>
  )
}
