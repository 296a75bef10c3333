import type { OfficeEvaluations } from '@lectern/shared/creditOffice'
import { Card, Stack, Text, Title } from '@mantine/core'
import { counted } from '../words/counts.ts'
import { LongList } from './LongList.tsx'

/** Evaluations that say the content was not free of commercial bias, each with what its writer wrote. */
export function BiasAnswers({ bias: { count, reports } }: { bias: OfficeEvaluations['bias'] }) {
  const written = reports.filter((texts) => texts.length > 0)
  const silent = reports.length - written.length
  return (
    <Stack gap="sm" component="section" aria-labelledby="bias">
      <Title order={2} size="h3" id="bias">
        Reports of commercial bias
      </Title>
      <Text className="needs-you figures">
        {counted(count, 'evaluation says', 'evaluations say')} that the content was not balanced and free of
        commercial bias.
        {written.length > 0 && ' Below is all that was written in them.'}
        {silent > 0 && ` In ${silent} of them nothing was written.`}
        {count > reports.length && ` The newest ${reports.length} are shown; all are in the export.`}
      </Text>
      <LongList label="What was written in them" total={written.length}>
        {(shown) =>
          written.slice(0, shown).map((texts, index) => (
            <Card key={index} component="li" withBorder padding="md">
              {texts.map(({ prompt, text }, asked) => (
                <div key={asked}>
                  <Text size="sm" c="gray.7">
                    {prompt}
                  </Text>
                  <Text className="office-words">“{text}”</Text>
                </div>
              ))}
            </Card>
          ))
        }
      </LongList>
    </Stack>
  )
}
