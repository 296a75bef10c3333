// Where the link at the end of a mail leads. Opening it changes nothing: mail scanners open links, too.
import { Button } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useParams } from 'react-router'
import { request } from '../live/http.ts'
import { useCommand } from '../live/useCommand.ts'
import { busyButton } from '../ui/busyButton.ts'
import { Loading } from '../ui/Loading.tsx'
import { Refusal } from '../ui/Refusal.tsx'
import { Welcome } from './Welcome.tsx'

export default function UnsubscribePage() {
  const { token = '' } = useParams()
  const query = {
    queryKey: ['subscription', token],
    queryFn: () => request('mail.subscription', { body: { token } }),
  }
  const { data, isError } = useQuery({ ...query, retry: false })
  const queries = useQueryClient()
  const { busy, refusal, run } = useCommand()
  const change = (isSubscribed: boolean) =>
    run(async () =>
      queries.setQueryData(
        query.queryKey,
        await request('mail.subscribe', { body: { token, isSubscribed } }),
      ),
    )
  if (isError)
    return (
      <Welcome title="This link is not known" role="alert">
        <p>Check that you opened all of it, as it stands in the mail.</p>
      </Welcome>
    )
  if (!data) return <Loading />
  const name = <bdi>{data.conference}</bdi>
  return (
    <Welcome title={data.isSubscribed ? 'Get no more of these mails?' : 'You have unsubscribed'}>
      {data.isSubscribed ? (
        <p>
          You will get no more invitations, reminders and thanks of {name}. Mails about what you asked for,
          such as your link or your credit, still come.
        </p>
      ) : (
        <p role="status">You get no more invitations, reminders and thanks of {name}.</p>
      )}
      <Button
        size="md"
        variant={data.isSubscribed ? 'filled' : 'default'}
        onClick={() => void change(!data.isSubscribed)}
        {...busyButton(busy)}
      >
        {data.isSubscribed ? 'Unsubscribe' : 'Get these mails again'}
      </Button>
      <Refusal refusal={refusal} />
    </Welcome>
  )
}
