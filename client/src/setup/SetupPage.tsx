// The first page of an empty installation: the holder of its link names the conference and the
// provider, and becomes the office's first member.
import type { SetupRequest, setupReply } from '@lectern/shared/conferences'
import { AppError } from '@lectern/shared/errors'
import { Button, CopyButton, Group, Stack, Text, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useParams } from 'react-router'
import type { z } from 'zod'
import { request } from '../live/http.ts'
import { Loading } from '../ui/Loading.tsx'
import { Page, PageHead } from '../ui/Page.tsx'
import { Failed, Problem } from '../ui/Problem.tsx'
import { SetupForm } from './SetupForm.tsx'

type Done = z.infer<typeof setupReply>

export default function SetupPage() {
  const { token = '' } = useParams()
  const [done, setDone] = useState<Done>()
  const link = useQuery({
    queryKey: ['setup', token],
    queryFn: () => request('conferences.checkSetup', { body: { token } }),
    retry: (count, error) => count < 3 && error instanceof AppError && error.code === 'no_answer',
    gcTime: 0,
  })
  if (done) return <Ready link={done.link} />
  if (link.isPending) return <Loading />
  const code = link.error instanceof AppError ? link.error.code : undefined
  if (code === 'link_unknown')
    return (
      <Problem title="This link does not set anything up">
        Copy all of the link that the server printed at its start. It changes with the server’s secrets.
      </Problem>
    )
  if (code === 'conflict')
    return (
      <Problem title="This installation has been set up">
        Sign in with your personal link. If you have none, ask the person who runs the server to make one with{' '}
        <code>npm run link</code>.
      </Problem>
    )
  if (link.isError) return <Failed error={link.error} retry={() => void link.refetch()} />
  const setUp = async (given: Omit<SetupRequest, 'token'>) =>
    setDone(await request('conferences.setUp', { body: { ...given, token } }))
  return (
    <Page width="reading">
      <PageHead
        title="Set up your conference"
        lead="This installation is empty. You can change everything later. The link to this page works once."
      />
      <SetupForm onSetUp={setUp} />
    </Page>
  )
}

/** The personal link is shown here and nowhere else. */
function Ready({ link }: { link: string }) {
  return (
    <Page width="reading">
      <PageHead title="Your conference is set up" />
      <Stack gap="md">
        <Text>
          This is your personal link. It signs you in as the CE office on all your devices for 120 days. Copy
          it now – it won’t be shown again – and share it with nobody.
        </Text>
        <TextInput
          label="Your personal link"
          value={link}
          readOnly
          onFocus={(event) => event.target.select()}
        />
        <Group>
          <Button component="a" href={`${new URL(link).pathname}?next=/office`}>
            Sign in
          </Button>
          <CopyButton value={link}>
            {({ copied, copy }) => (
              <Button variant="default" onClick={copy}>
                {copied ? 'Copied' : 'Copy the link'}
              </Button>
            )}
          </CopyButton>
        </Group>
      </Stack>
    </Page>
  )
}
