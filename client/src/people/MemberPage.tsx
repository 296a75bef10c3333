import { Button, Group, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useNavigate } from 'react-router'
import { request } from '../live/http.ts'
import { useCommand } from '../live/useCommand.ts'
import { busyButton } from '../ui/busyButton.ts'
import { Loaded } from '../ui/Loaded.tsx'
import { Page } from '../ui/Page.tsx'
import { Refusal } from '../ui/Refusal.tsx'
import { dayOf } from '../words/times.ts'
import { PersonHead } from './PersonHead.tsx'
import { peopleKey } from './peopleApi.ts'
import { type PlaceValues, placeOf, RoleFields } from './RoleFields.tsx'

const memberQuery = (personId: string) => ({
  queryKey: [...peopleKey, 'member', personId],
  queryFn: () => request('members.one', { params: { personId } }),
})
type Member = Awaited<ReturnType<ReturnType<typeof memberQuery>['queryFn']>>

/**
 * A member of the conference for its organisers: their place here, and nothing that only the office needs.
 */
export function MemberPage({ personId }: { personId: string }) {
  const member = useQuery(memberQuery(personId))
  return (
    <Loaded query={member} label="Loading this person" missing="There is no such person here">
      {(shown) => <MemberOf key={shown.since} member={shown} />}
    </Loaded>
  )
}

function MemberOf({ member }: { member: Member }) {
  const { id, since, hasEmail } = member
  const navigate = useNavigate()
  const [values, setValues] = useState<PlaceValues>({
    roles: member.roles,
    exhibitorId: member.exhibitorId ?? '',
  })
  const [saved, setSaved] = useState(false)
  const { busy, refusal, run } = useCommand({ changes: peopleKey })
  const params = { personId: id }
  const save = async () =>
    setSaved(await run(() => request('members.change', { params, body: placeOf(values) })))
  const end = async () => {
    if (await run(() => request('members.end', { params }))) void navigate('/office/people')
  }
  return (
    <Page width="reading">
      <PersonHead person={member} />
      <Stack gap="lg">
        <Text>
          Has had a place here since {dayOf(since)}.{' '}
          {hasEmail ? 'Mails reach them.' : 'The CE office has no mail address of them.'}
        </Text>
        <RoleFields
          values={values}
          problem={values.roles.length === 0 ? 'At least one. To take the place away, end it.' : undefined}
          onChange={(next) => {
            setValues(next)
            setSaved(false)
          }}
        />
        <Refusal refusal={refusal} />
        <Group gap="sm">
          <Button disabled={values.roles.length === 0} onClick={() => void save()} {...busyButton(busy)}>
            Save
          </Button>
          <Button variant="default" disabled={busy} onClick={() => void end()}>
            End their place
          </Button>
          <Text role="status">{saved && 'Saved.'}</Text>
        </Group>
      </Stack>
    </Page>
  )
}
