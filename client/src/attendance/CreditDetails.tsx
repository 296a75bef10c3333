import type { Announced } from '@lectern/shared/attendance'
import { Anchor, Button, Group, Stack, Text, Title } from '@mantine/core'
import { useStore } from 'zustand'
import { here } from '../live/place.ts'
import { CreditText } from '../ui/CreditText.tsx'
import { percent } from '../words/counts.ts'
import type { Attendance } from './attendanceClient.ts'
import { DisclosuresForm } from './DisclosuresForm.tsx'
import { checkDemands, creditWords, watchingWords } from './demandWords.ts'
import { Gaps } from './Gaps.tsx'

/** Names the body where its unit does not. */
const leadOf = ({ title, unit, unitOfOne }: Announced['credits'][number]): string =>
  title === unit || title === unitOfOne ? 'Up' : `${title}: up`

/** Details under the strip: gaps with their reasons, what counts, and how to appeal. */
export function CreditDetails({ attendance, onClose }: { attendance: Attendance; onClose: () => void }) {
  const { announced, meter, acknowledgedAt } = useStore(attendance.store)
  if (!announced || !meter) return null
  const { credits, activityId } = announced
  return (
    <Stack gap="sm">
      <Group justify="space-between" wrap="nowrap">
        <Title order={2} size="h3">
          Your time in this session
        </Title>
        <Button variant="default" size="compact-sm" style={{ flexShrink: 0 }} onClick={onClose}>
          Close
        </Button>
      </Group>
      {acknowledgedAt === null ? (
        <DisclosuresForm attendance={attendance} order={3} label="Confirm – I’ve read this" />
      ) : (
        <>
          <Gaps meter={meter} />
          <Title order={3} size="h4">
            What counts
          </Title>
          <Text size="sm">
            {watchingWords} {checkDemands(announced.attendance)}
          </Text>
          {credits.map((credit) => (
            <Text size="sm" key={credit.policyId}>
              <CreditText>
                {`${leadOf(credit)} to ${creditWords(credit, credit.maximum)} for ${credit.per ? `each ${credit.per}` : 'the activity'}`}
              </CreditText>
              {credit.minimumShare > 0 && `, with at least ${percent(credit.minimumShare)} watched`}.
            </Text>
          ))}
        </>
      )}
      <Text size="sm">
        <Anchor href={here.addressOf(`/credit/${activityId}`)} target="_blank" rel="noopener">
          Something wrong? Appeal these minutes (opens in a new tab)
        </Anchor>
      </Text>
    </Stack>
  )
}
