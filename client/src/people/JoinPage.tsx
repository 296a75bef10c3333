import type { Profession } from '@lectern/shared/accounts'
import { registrationRequest } from '@lectern/shared/people'
import { Button, NativeSelect, Stack, Text, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useWelcome, Welcome } from '../accounts/Welcome.tsx'
import { request } from '../live/http.ts'
import { useCommand } from '../live/useCommand.ts'
import { busyButton } from '../ui/busyButton.ts'
import { Loading } from '../ui/Loading.tsx'
import { NameFields } from '../ui/NameFields.tsx'
import { Organiser } from '../ui/Organiser.tsx'
import { Failed } from '../ui/Problem.tsx'
import { Refusal } from '../ui/Refusal.tsx'
import { useContractForm } from '../ui/useContractForm.ts'
import { problemsIn } from '../words/problems.ts'
import { professionChoices } from './peopleWords.ts'

interface Values {
  givenName: string
  familyName: string
  email: string
  profession: Profession
  code: string
  recruitedBy: string
}

/** People join a conference by themselves; their personal link comes by mail. */
export default function JoinPage() {
  const joining = useQuery({ queryKey: ['joining'], queryFn: () => request('members.joining'), gcTime: 0 })
  const contact = useWelcome()?.contact
  const [sentTo, setSentTo] = useState('')
  if (joining.isPending) return <Loading />
  if (joining.error)
    return (
      <main>
        <Failed error={joining.error} retry={() => void joining.refetch()} />
      </main>
    )
  const { mode, isFull, asksRecruitment = false } = joining.data
  if (sentTo)
    return (
      <Welcome title="You are registered">
        <p role="status">
          Your personal link comes by mail to <bdi>{sentTo}</bdi>. It signs you in on all your devices; you
          don’t need a password. If it does not come, check your spam folder or write to{' '}
          <Organiser contact={contact} />.
        </p>
      </Welcome>
    )
  if (mode === 'closed' || isFull)
    return (
      <Welcome title={isFull && mode !== 'closed' ? 'This conference is full' : 'Registration is closed'}>
        <p>
          Ask <Organiser contact={contact} /> for an invitation. If you have one, open the link in it.
        </p>
      </Welcome>
    )
  return (
    <Welcome title="Register">
      <JoinForm needsCode={mode === 'code'} asksRecruitment={asksRecruitment} onSent={setSentTo} />
    </Welcome>
  )
}

interface JoinFormProps {
  needsCode: boolean
  /** A body wants to know whether a company recruited people (Italy). */
  asksRecruitment: boolean
  onSent: (email: string) => void
}

function JoinForm({ needsCode, asksRecruitment, onSent }: JoinFormProps) {
  const { form, onSubmit } = useContractForm<Values>({
    initialValues: {
      givenName: '',
      familyName: '',
      email: '',
      profession: 'physician',
      code: '',
      recruitedBy: '',
    },
    problemsOf: (values) => ({
      ...problemsIn(registrationRequest, values),
      ...(needsCode && values.code.trim() === '' && { code: 'This is empty. Write something here.' }),
    }),
  })
  const { busy, refusal, run } = useCommand()
  return (
    <form
      {...onSubmit(async ({ recruitedBy, ...own }) => {
        const body = { ...own, ...(asksRecruitment && { recruitedBy }) }
        if (await run(() => request('members.join', { body }))) onSent(body.email.trim())
      })}
    >
      <Stack gap="md">
        {needsCode && (
          <TextInput
            label="Code"
            description="From your invitation or your hospital"
            required
            autoComplete="off"
            {...form.getInputProps('code')}
          />
        )}
        <NameFields getInputProps={form.getInputProps} />
        <TextInput
          label="Mail address"
          description="Your personal link goes there. Nobody but the CE office sees it."
          type="email"
          inputMode="email"
          required
          autoComplete="email"
          {...form.getInputProps('email')}
        />
        <NativeSelect
          label="Profession"
          description="It decides which credit you can earn."
          data={professionChoices}
          {...form.getInputProps('profession')}
        />
        {asksRecruitment && (
          <TextInput
            label="Company that recruited you (reclutamento)"
            description="Leave this empty if no company did. It is declared with your registration."
            {...form.getInputProps('recruitedBy')}
          />
        )}
        <Refusal refusal={refusal} kept="What you wrote is kept here." />
        <Button type="submit" size="md" {...busyButton(busy)}>
          {busy ? 'Registering…' : 'Register'}
        </Button>
        <Text size="sm" c="gray.7">
          Exhibitors learn nothing about you unless you leave it with them yourself.
        </Text>
      </Stack>
    </form>
  )
}
