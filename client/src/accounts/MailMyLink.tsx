import { Button, Stack, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { request } from '../live/http.ts'
import { useCommand } from '../live/useCommand.ts'
import { busyButton } from '../ui/busyButton.ts'
import { Refusal } from '../ui/Refusal.tsx'

const waysQuery = { queryKey: ['sign-in ways'], queryFn: () => request('mail.signInWays'), retry: false }
export const useSignInWays = () => useQuery(waysQuery).data

/** Asks for the personal link by mail. The answer is the same whether the address is known or not. */
export function MailMyLink() {
  const [address, setAddress] = useState('')
  const [problem, setProblem] = useState('')
  const [asked, setAsked] = useState('')
  const { busy, refusal, run } = useCommand()
  async function ask(event: FormEvent) {
    event.preventDefault()
    const written = address.trim()
    if (!/^[^\s@]+@[^\s@]+$/.test(written))
      return setProblem('Write a whole mail address, like name@example.org.')
    setProblem('')
    if (await run(() => request('mail.myLink', { body: { address: written } }))) setAsked(written)
  }
  if (asked)
    return (
      <p role="status">
        If <bdi>{asked}</bdi> is the address of a participant, a mail with the personal link is on its way. It
        can take some minutes; look into the spam folder, too.
      </p>
    )
  return (
    <form noValidate onSubmit={(event) => void ask(event)}>
      <Stack gap="sm">
        <TextInput
          label="Your mail address"
          type="email"
          autoComplete="email"
          value={address}
          error={problem}
          errorProps={{ role: 'alert' }}
          onChange={(event) => setAddress(event.currentTarget.value)}
        />
        <Button type="submit" variant="default" {...busyButton(busy)}>
          Email me my link
        </Button>
        <Refusal refusal={refusal} />
      </Stack>
    </form>
  )
}
