import { peopleRoutes } from '@lectern/shared/people'
import type { ConferenceRole } from '@lectern/shared/roles'
import { Button, Group, Stack, Text, TextInput } from '@mantine/core'
import { IconUserPlus } from '@tabler/icons-react'
import { type KeyboardEvent, useEffect, useRef, useState } from 'react'
import { request } from '../../live/http.ts'
import { newId } from '../../live/unanswered.ts'
import { useCommand } from '../../live/useCommand.ts'
import { busyButton } from '../../ui/busyButton.ts'
import { Refusal } from '../../ui/Refusal.tsx'
import { useContractForm } from '../../ui/useContractForm.ts'
import { useOpener } from '../../ui/useOpener.ts'
import { problemsIn } from '../../words/problems.ts'
import type { Chosen } from './sessionFields.ts'

interface AddPersonProps {
  /** "speaker" */
  noun: string
  /** What they become at the conference. */
  role: ConferenceRole
  onAdded: (person: Chosen) => void
}

/** Somebody who has no place at the conference yet. Whoever has the mail address already is that person. */
export function AddPerson(props: AddPersonProps) {
  const { isOpen, opener, open, close } = useOpener()
  if (isOpen) return <NewPerson {...props} onClose={close} />
  return (
    <Button
      ref={opener}
      variant="subtle"
      size="compact-md"
      style={{ alignSelf: 'start' }}
      leftSection={<IconUserPlus size={16} stroke={1.75} aria-hidden="true" />}
      aria-label={`Add somebody new as ${props.noun}`}
      onClick={open}
    >
      Add somebody new
    </Button>
  )
}

const nobody = { givenName: '', familyName: '', affiliation: '', email: '' }

function NewPerson({ noun, role, onAdded, onClose }: AddPersonProps & { onClose: () => void }) {
  /** The same for every attempt. */
  const [invitedId] = useState(newId)
  const { form, submit, element } = useContractForm({
    initialValues: nobody,
    problemsOf: (values) =>
      problemsIn(peopleRoutes['members.invite'].body, requestOf(values, role, invitedId)),
  })
  const { busy, refusal, run } = useCommand()
  const first = useRef<HTMLInputElement>(null)
  useEffect(() => first.current?.focus(), [])
  const add = () =>
    submit(async (values) => {
      const done = await run(async () => {
        const { personId } = await request('members.invite', { body: requestOf(values, role, invitedId) })
        const name = [values.givenName.trim(), values.familyName.trim()].filter(Boolean).join(' ')
        onAdded({ personId, name, affiliation: values.affiliation.trim() })
      })
      if (done) onClose()
    })
  /** It lies within the session's form, which Enter would send. */
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter') return
    event.preventDefault()
    add()
  }
  const field = (name: keyof typeof nobody, label: string) => ({
    ...{ label, onKeyDown },
    ...form.getInputProps(name),
  })
  return (
    <section ref={element as never} className="edit-new-person" aria-label={`New ${noun}`}>
      <Stack gap="sm">
        <div className="edit-pair">
          <TextInput ref={first} dir="auto" {...field('givenName', 'Given name')} />
          <TextInput required dir="auto" {...field('familyName', 'Family name')} />
          <TextInput type="email" required {...field('email', 'Mail address')} />
          <TextInput dir="auto" {...field('affiliation', 'Affiliation')} />
        </div>
        <Text size="sm" c="gray.7">
          They get a place at this conference at once. An invitation is sent from the mail page.
        </Text>
        <Refusal refusal={refusal} size="sm" />
        <Group gap="sm">
          <Button size="compact-md" onClick={add} {...busyButton(busy)}>
            Add {noun}
          </Button>
          <Button variant="default" size="compact-md" onClick={onClose}>
            Cancel
          </Button>
        </Group>
      </Stack>
    </section>
  )
}

const requestOf = (values: typeof nobody, role: ConferenceRole, invitedId: string) => ({
  ...values,
  invitedId,
  profession: 'other' as const,
  roles: [role],
})
