import type { ImportView } from '@lectern/shared/imports'
import { Progress, Stack, Text, Title } from '@mantine/core'
import { percent } from '../words/counts.ts'
import { stateWords } from './importWords.ts'

/** An import that works. The page may be closed meanwhile: the server goes on. */
export const RunningImport = ({ one: { state, progress } }: { one: ImportView }) => (
  <Stack gap="sm" component="section" aria-labelledby="running">
    <Title order={2} id="running">
      {stateWords[state]}
    </Title>
    <Progress value={progress * 100} size="lg" aria-label={stateWords[state]} />
    <Text role="status" c="gray.7">
      {progress === 0 ? 'It begins as soon as no other import is running.' : `${percent(progress)} done.`} You
      can leave this page: it goes on without it.
    </Text>
  </Stack>
)
