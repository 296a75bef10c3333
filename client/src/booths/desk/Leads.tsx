import { Button, Group, List, SimpleGrid, Stack, Text, Title } from '@mantine/core'
import { IconDownload } from '@tabler/icons-react'
import { useStore } from 'zustand'
import { dayAndTime } from '../../words/times.ts'
import { fieldsInWords, numberOf } from '../boothWords.ts'
import { leadsUrl } from '../fileUrl.ts'
import type { Desk } from './deskClient.ts'
import { LeadCard } from './LeadCard.tsx'

/** Exactly the fields that visitors chose to leave, and what they withdrew. */
export function Leads({ desk }: { desk: Desk }) {
  const { booth, leads, withdrawn } = useStore(desk.store)
  return (
    <Stack gap="md" component="section" aria-labelledby="desk-leads">
      <Group justify="space-between" gap="sm">
        <Title order={2} size="h3" id="desk-leads">
          Leads <span className="figures">{leads.length}</span>
        </Title>
        {leads.length > 0 && booth && (
          <Button
            component="a"
            href={leadsUrl(booth.id)}
            download
            variant="default"
            size="compact-md"
            leftSection={<IconDownload size={16} aria-hidden="true" />}
          >
            Download as CSV
          </Button>
        )}
      </Group>
      {leads.length === 0 && (
        <Text size="sm">None yet. A visitor who leaves details with you, field by field, appears here.</Text>
      )}
      <SimpleGrid cols={{ base: 1, sm: 2, lg: 3 }} spacing="md">
        {leads.map((lead) => (
          <LeadCard key={lead.visitor.visitorId} desk={desk} lead={lead} />
        ))}
      </SimpleGrid>
      {withdrawn.length > 0 && (
        <section aria-labelledby="desk-withdrawn">
          <Title order={3} size="h4" id="desk-withdrawn">
            Withdrawn
          </Title>
          <Text size="sm" c="gray.7">
            Delete what you hold of it elsewhere.
          </Text>
          <div role="status">
            <List component="ul" size="sm">
              {withdrawn.map((each) => (
                <List.Item key={`${each.visitorId} ${each.at} ${each.fields.join()}`}>
                  {numberOf(each)} has withdrawn{' '}
                  {each.whole ? 'everything' : `their ${fieldsInWords(each.fields)}`},{' '}
                  <span className="figures">{dayAndTime(each.at)}</span>
                </List.Item>
              ))}
            </List>
          </div>
        </section>
      )}
    </Stack>
  )
}
