import { Button } from '@mantine/core'
import { request } from '../live/http.ts'
import { useCommand } from '../live/useCommand.ts'
import { busyButton } from '../ui/busyButton.ts'
import { Refusal } from '../ui/Refusal.tsx'

/** Leads to the provider of accounts, which leads back. */
export function SignInWith({ provider }: { provider: string }) {
  const { busy, refusal, run } = useCommand()
  const begin = () =>
    run(async () => {
      const { url } = await request('oidc.begin', { body: { path: '/' } })
      location.assign(url)
    })
  return (
    <>
      <Button size="md" onClick={() => void begin()} {...busyButton(busy)}>
        Sign in with {provider}
      </Button>
      <Refusal refusal={refusal} />
    </>
  )
}
