import type { OfficeEvaluations } from '@lectern/shared/evaluationResults'
import { Card, Stack, Text, Title } from '@mantine/core'
import { LongList } from '../ui/LongList.tsx'
import { biasWords } from './needs.ts'

type Bias = OfficeEvaluations['bias']

/** "1 of 2 evaluations reports commercial bias, without a comment." */
function summaryWords({ count, reports }: Bias, submitted: number): string {
  const silent = reports.filter((texts) => texts.length === 0).length
  const comments =
    silent === 0 ? '' : silent === reports.length ? ', without a comment' : `, ${silent} without a comment`
  const more =
    count > reports.length ? ` The newest ${reports.length} are shown; the export has them all.` : ''
  return `${biasWords(count, submitted)}${comments}.${more}`
}

/** Evaluations that say the content was not free of commercial bias, each with what its writer wrote. */
export function BiasAnswers({ bias, submitted }: { bias: Bias; submitted: number }) {
  const written = bias.reports.filter((texts) => texts.length > 0)
  return (
    <Stack gap="sm" component="section" aria-labelledby="bias">
      <Title order={2} size="h3" id="bias">
        Reports of commercial bias
      </Title>
      <Text className="needs-you figures">{summaryWords(bias, submitted)}</Text>
      <LongList label="Their comments" total={written.length}>
        {(shown) =>
          written.slice(0, shown).map((texts, index) => (
            <Card key={index} component="li" padding="sm">
              {texts.map(({ prompt, text }, asked) => (
                <div key={asked}>
                  <Text size="sm" c="gray.7" dir="auto">
                    {prompt}
                  </Text>
                  <Text className="office-words" dir="auto">
                    “{text}”
                  </Text>
                </div>
              ))}
            </Card>
          ))
        }
      </LongList>
    </Stack>
  )
}
