import type { Scope } from '@lectern/shared/programPlanning'
import { Radio, Stack } from '@mantine/core'
import { useState } from 'react'
import { Dialog, DialogButtons } from '../../ui/Dialog.tsx'

interface ScopeChoiceProps {
  title: string
  confirm: string
  isHarm?: boolean
  onClose: () => void
  onChoose: (scope: Scope) => void
}

const choices: readonly { value: Scope; label: string; description?: string }[] = [
  { value: 'this', label: 'This session' },
  { value: 'following', label: 'This and the following sessions' },
  {
    value: 'all',
    label: 'All sessions of the series',
    description: 'What was changed in one session alone stays there.',
  },
]

/** Which sessions of a series a change is for. */
export function ScopeChoice({ title, confirm, isHarm, onClose, onChoose }: ScopeChoiceProps) {
  const [scope, setScope] = useState<Scope>('this')
  return (
    <Dialog opened onClose={onClose} title={title}>
      <Stack gap="md">
        <Radio.Group
          aria-label="For which sessions"
          value={scope}
          onChange={(value) => setScope(value as Scope)}
        >
          <Stack gap="sm">
            {choices.map((choice) => (
              <Radio
                key={choice.value}
                {...choice}
                {...(choice.value === scope && { 'data-autofocus': true })}
              />
            ))}
          </Stack>
        </Radio.Group>
        <DialogButtons
          confirm={confirm}
          onConfirm={() => onChoose(scope)}
          onCancel={onClose}
          {...(isHarm && { color: 'red' as const })}
        />
      </Stack>
    </Dialog>
  )
}
