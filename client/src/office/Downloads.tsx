import type { RegisterStatus } from '@lectern/shared/creditRegisters'
import { Group, Stack, Text, Title } from '@mantine/core'
import { Download } from './Download.tsx'
import { everybodyHref } from './officeApi.ts'
import { RegisterReport } from './RegisterReport.tsx'

interface DownloadsProps {
  activityId: string
  title: string
  registers: RegisterStatus[]
}

/** An activity's exports, and how far its reporting to registers has come. */
export function Downloads({ activityId, title, registers }: DownloadsProps) {
  return (
    <Stack gap="md" component="section" aria-label={`Exports of ${title}`}>
      <Group gap="sm">
        <Download label="Everybody (CSV)" href={everybodyHref(activityId)} of={title} />
      </Group>
      {registers.length > 0 && (
        <div>
          <Title order={2} size="h4">
            Registers
          </Title>
          <Text size="sm" c="gray.7">
            Download the file, upload it to the register, and then say here that it is reported. Whoever is
            left out of a file is in the list of what is missing.
          </Text>
        </div>
      )}
      {registers.map((status) => (
        <RegisterReport key={status.register} activityId={activityId} title={title} status={status} />
      ))}
    </Stack>
  )
}
