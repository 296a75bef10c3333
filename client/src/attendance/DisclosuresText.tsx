import type { Disclosures } from '@lectern/shared/attendance'
import type { Session } from '@lectern/shared/program'
import { groundNames } from '@lectern/shared/sessionKinds'
import { supportWords } from '@lectern/shared/supporters'
import { Stack, Text, Title, type TitleOrder } from '@mantine/core'
import { Faculty } from './Faculty.tsx'
import { disclosedRows } from './facultyRows.ts'

interface DisclosuresTextProps {
  disclosures: Disclosures
  /** Adds affiliations and pictures. */
  session?: Session | undefined
  order: TitleOrder
}

/** Faculty with their relationships to companies, and who supports the activity. */
export function DisclosuresText({ disclosures, session, order }: DisclosuresTextProps) {
  const { support, exempt } = disclosures
  return (
    <Stack gap="sm" component="section">
      <Title order={order} size="h3">
        Faculty and disclosures
      </Title>
      <Text size="sm" c="gray.7">
        {exempt
          ? `Financial relationships are not asked for in this session, which is exempt from ACCME’s Standard 3, since ${groundNames[exempt]}.`
          : 'Financial relationships in the past 24 months with companies whose products are used by or on patients, for everyone in control of the content.'}
      </Text>
      <Faculty rows={disclosedRows(disclosures, session)} />
      <Text size="sm">
        <Text span inherit fw={500}>
          Commercial support:{' '}
        </Text>
        {support.length === 0 ? 'none.' : `${supportWords(support)}.`}
      </Text>
    </Stack>
  )
}
