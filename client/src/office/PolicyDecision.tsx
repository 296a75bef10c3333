import type { PolicyChanges, PolicyScope, PolicyStanding } from '@lectern/shared/creditPolicies'
import { Button, Group, Progress, Radio, Stack, Table, Text, Textarea } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { request } from '../live/http.ts'
import { useCommand } from '../live/useCommand.ts'
import { busyButton } from '../ui/busyButton.ts'
import { Notice } from '../ui/Notice.tsx'
import { Refusal } from '../ui/Refusal.tsx'
import { scrollable } from '../ui/scrollable.ts'
import { counted } from '../words/counts.ts'
import { figure } from '../words/credit.ts'
import { dayAndTime } from '../words/times.ts'
import { officeKey } from './officeApi.ts'

const changesQuery = (policyId: string) => ({
  queryKey: [...officeKey, 'policies', policyId, 'changes'],
  queryFn: () => request('policies.changes', { params: { policyId } }),
  refetchInterval: ({ state }: { state: { data?: { changes: PolicyChanges | null } | undefined } }) =>
    state.data?.changes?.doneAt === null ? 1000 : (false as const),
})

/** "3 results would change, and 2 claims would be judged otherwise: their certificates stay." */
function changesWords({ people, isCut, ...all }: PolicyChanges, scope: PolicyScope): string {
  const { results, claims } = scope === 'not_begun' ? all.notBegun : all
  const most = isCut ? ` Only the first ${people} people were computed.` : ''
  if (results === 0 && claims === 0) return `No result and no claim would change.${most}`
  const open =
    results === 0
      ? 'No result that is still to be claimed would change.'
      : `${counted(results, 'result')} that nobody has claimed yet would change.`
  const made =
    claims === 0
      ? 'No claim would.'
      : `${counted(claims, 'claim')} would be judged differently; their certificates stay as they were issued.`
  return `${open} ${made}${most}`
}

interface PolicyDecisionProps {
  policyId: string
  title: string
  /** The upload that waits; absent: the installation's file waits. */
  upload?: NonNullable<PolicyStanding['waiting']>
  /** The upload that is in force, which the installation's file would take the place of. */
  inForce?: NonNullable<PolicyStanding['uploaded']>
}

function waitingWords({ upload, inForce }: PolicyDecisionProps): string {
  if (upload) return `${upload.by} has uploaded “${upload.file}” on ${dayAndTime(upload.at)}.`
  if (inForce) return `The installation’s own file would take the place of “${inForce.file}”.`
  return 'The installation’s file of this policy has changed.'
}

/** A changed text of a policy waits: what it would change, and the decision to put it in force. */
export function PolicyDecision(props: PolicyDecisionProps) {
  const { policyId, title, upload, inForce } = props
  const query = useQuery(changesQuery(policyId))
  const { busy, refusal, run } = useCommand({ changes: officeKey })
  const [reason, setReason] = useState('')
  const [scope, setScope] = useState<PolicyScope>('unclaimed')
  const changes = query.data?.changes ?? null
  const withdraw = () => run(() => request('policies.withdraw', { params: { policyId } }))
  const keep = () => run(() => request('policies.keepUpload', { params: { policyId } }))
  const compare = () => run(() => request('policies.compare', { params: { policyId } }))
  const putInForce = (seen: string) =>
    run(() =>
      request('policies.putInForce', { params: { policyId }, body: { seen, scope, reason: reason.trim() } }),
    )
  return (
    <Notice>
      <Stack gap="sm" miw={0}>
        <Text>
          {waitingWords(props)} Nothing is computed by it until you have seen what would change and put it in
          force.
        </Text>
        {changes && changes.doneAt === null && (
          <Progress value={changes.share * 100} aria-label={`Comparing the texts of ${title}`} />
        )}
        {changes && changes.doneAt !== null && (
          <>
            <Radio.Group
              label="Put it in force for"
              value={scope}
              onChange={(value) => setScope(value as PolicyScope)}
            >
              <Stack gap="xs" mt="xs">
                <Radio
                  value="unclaimed"
                  label="Everything that is not claimed yet"
                  description="Also in activities that have begun"
                />
                <Radio
                  value="not_begun"
                  label="Only activities that have not begun"
                  description="The others keep the text before, for claims still to come, too"
                />
              </Stack>
            </Radio.Group>
            <Text role="status" fw={500}>
              {changesWords(changes, scope)}
            </Text>
            <Text size="sm" c="gray.7">
              Computed {dayAndTime(changes.doneAt)} for {counted(changes.people, 'person', 'people')}.
            </Text>
            <ChangesTable changes={changes} scope={scope} />
            <Textarea
              label="Why it is put in force"
              description="In the ledger, for good"
              autosize
              value={reason}
              onChange={(event) => setReason(event.currentTarget.value)}
            />
          </>
        )}
        <Refusal refusal={refusal} kept="What you wrote is kept here." />
        <Group gap="sm">
          {changes && changes.doneAt !== null && (
            <Button
              disabled={reason.trim().length < 3}
              {...busyButton(busy)}
              onClick={() => void putInForce(changes.id)}
            >
              Put in force
            </Button>
          )}
          <Button variant="default" {...busyButton(busy)} onClick={() => void compare()}>
            {changes ? 'Compute again' : 'See what would change'}
          </Button>
          {upload && (
            <Button variant="default" {...busyButton(busy)} onClick={() => void withdraw()}>
              Take the upload back
            </Button>
          )}
          {!upload && inForce && (
            <Button variant="default" {...busyButton(busy)} onClick={() => void keep()}>
              Keep the upload
            </Button>
          )}
        </Group>
      </Stack>
    </Notice>
  )
}

function ChangesTable({ changes: all, scope }: { changes: PolicyChanges; scope: PolicyScope }) {
  const { results, claims } = scope === 'not_begun' ? all.notBegun : all
  const changes = all.changes.filter(({ hasBegun }) => scope === 'unclaimed' || !hasBegun)
  if (changes.length === 0) return null
  return (
    <section className="office-changes" aria-label="What would change" {...scrollable}>
      <Table>
        <Table.Caption>
          {changes.length < results + claims && `The first ${changes.length} of ${results + claims}.`}
        </Table.Caption>
        <Table.Thead>
          <Table.Tr>
            {['Person', 'Activity', 'Before', 'After', 'Why'].map((head) => (
              <Table.Th key={head}>{head}</Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {changes.map(({ personId, name, activityId, title, part, before, after, why, claimed }) => (
            <Table.Tr key={`${personId} ${activityId} ${part}`}>
              <Table.Td>
                <bdi>{name}</bdi>
              </Table.Td>
              <Table.Td dir="auto">{part === null ? title : `${title}: ${part}`}</Table.Td>
              <Table.Td className="figures">{figure(before)}</Table.Td>
              <Table.Td className="figures">{figure(after)}</Table.Td>
              <Table.Td>{claimed === null ? why : `Claimed: ${figure(claimed)} stays. ${why}`}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </section>
  )
}
