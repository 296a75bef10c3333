import type { Claim, CreditResult } from '@lectern/shared/credit'
import { amountWithUnit } from '@lectern/shared/creditAmount'
import { Anchor, Button, Group, Stack, Text } from '@mantine/core'
import { IconCircleCheck, IconDownload } from '@tabler/icons-react'
import type { Ref } from 'react'
import { Link } from 'react-router'
import { CreditText } from '../ui/CreditText.tsx'
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
    <Stack gap="sm" ref={ref} tabIndex={-1} className="credit-certificate">
      <Group gap={8} wrap="nowrap" align="flex-start">
        <IconCircleCheck size={20} stroke={1.75} aria-hidden="true" className="credit-sign" />
        <Text className="figures">
          {isNew ? 'Done. ' : ''}Claimed{' '}
          <strong>
            <CreditText>{amountWithUnit(amount, result)}</CreditText>
          </strong>{' '}
          on {dateOf(claimedAt)}.
        </Text>
      </Group>
      <Group gap="md">
        <Button
          component="a"
          href={certificatePdf(code)}
          download
          variant={isNew ? 'filled' : 'default'}
          leftSection={<IconDownload size={16} stroke={1.75} aria-hidden="true" />}
          aria-label={`Certificate (PDF): ${result.title}`}
        >
          Certificate (PDF)
        </Button>
        <Anchor
          component={Link}
          to={`/verify/${code}`}
          size="sm"
          aria-label={`Verification page: ${result.title}`}
        >
          Verification page
        </Anchor>
      </Group>
    </Stack>
  )
}
