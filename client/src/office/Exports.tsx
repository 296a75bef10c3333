import { Stack, Text } from '@mantine/core'
import { PlainList } from '../ui/PlainList.tsx'
import { Download } from './Download.tsx'
import { evaluationsHref, everybodyHref } from './officeApi.ts'

interface ExportsProps {
  activityId: string
  title: string
}

/** An activity's tables to take away. Files for registers belong to reporting. */
export const Exports = ({ activityId, title }: ExportsProps) => (
  <Stack gap="md" component="section" aria-label={`Exports of ${title}`}>
    <Text c="gray.7">Each download is recorded in the ledger.</Text>
    <PlainList gap="md">
      <li>
        <Download label="All learners (CSV)" href={everybodyHref(activityId)} of={title} />
        <Text size="sm" c="gray.7">
          Minutes, credit, claims and certificates, one row per person and credit.
        </Text>
      </li>
      <li>
        <Download label="Evaluations (CSV)" href={evaluationsHref(activityId)} of={title} />
        <Text size="sm" c="gray.7">
          Every submitted evaluation, without names.
        </Text>
      </li>
    </PlainList>
  </Stack>
)
