import { Anchor, Stack, Text } from '@mantine/core'
import { Link } from 'react-router'
import { Section } from '../ui/Section.tsx'
import { Packs } from './Packs.tsx'

/** The audit of an activity for the CE office: its packs, and what an auditor reads. */
export const AuditTab = ({ activityId }: { activityId: string }) => (
  <Stack gap="xl">
    <Section id="packs" title="Audit packs">
      <Packs activityId={activityId} mayMake />
    </Section>
    <Section id="auditors" title="Auditors">
      <Text>
        <Anchor component={Link} to="/office/auditors" underline="always">
          Invite an auditor
        </Anchor>{' '}
        to this activity, or{' '}
        <Anchor component={Link} to={`/audit/${activityId}`} underline="always">
          read what an auditor reads
        </Anchor>
        , with what is missing and who must act.
      </Text>
    </Section>
  </Stack>
)
