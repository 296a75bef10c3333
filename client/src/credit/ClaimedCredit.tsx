import type { Claim, CreditResult } from '@lectern/shared/credit'
import { amountWithUnit } from '@lectern/shared/creditAmount'
import { Anchor, Button, Group, Stack, Text } from '@mantine/core'
import { IconCircleCheck, IconDownload } from '@tabler/icons-react'
import type { Ref } from 'react'
import { Link } from 'react-router'
import { dateOf } from '../words/times.ts'
import { certificatePdf } from './creditApi.ts'

interface ClaimedCreditProps {
  ref: Ref<HTMLDivElement>
  claim: Claim
  result: CreditResult
  /** It was claimed on this page just now. */
  isNew: boolean
}

/** A claim, and its certificate. */
export function ClaimedCredit({ ref, claim, result, isNew }: ClaimedCreditProps) {
  const { code, amount, claimedAt } = claim
  return (
    <Stack gap="sm" ref={ref} tabIndex={-1}>
      <Group gap={8} wrap="nowrap" align="flex-start">
        <IconCircleCheck
          size={20}
          aria-hidden="true"
          color="var(--mantine-color-teal-8)"
          style={{ flexShrink: 0 }}
        />
        <Text className="figures">
          {isNew ? 'Done. ' : ''}Claimed: <strong>{amountWithUnit(amount, result)}</strong> on{' '}
          {dateOf(claimedAt)}.
        </Text>
      </Group>
      <Group gap="sm">
        <Button
          component="a"
          href={certificatePdf(code)}
          download
          variant="default"
          leftSection={<IconDownload size={16} aria-hidden="true" />}
          aria-label={`Download the certificate (PDF): ${result.title}`}
        >
          Certificate (PDF)
        </Button>
        <Anchor component={Link} to={`/verify/${code}`} size="sm" underline="always">
          Verification page
          <Text span inherit className="figures">
            {' '}
            ({code.slice(0, 6)}…)
          </Text>
        </Anchor>
      </Group>
    </Stack>
  )
}
