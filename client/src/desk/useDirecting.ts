// Directing a session: its phases and its stage, each a command that may fail and then says why.
import type { CommandInput, CommandName } from '@lectern/shared/commands'
import { notifications } from '@mantine/notifications'
import { useState } from 'react'
import { live } from '../app/live.ts'
import { messageOf } from '../app/Problem.tsx'

export function useDirecting() {
  const [busy, setBusy] = useState(false)
  async function direct<Name extends CommandName>(name: Name, request: CommandInput<Name>): Promise<void> {
    setBusy(true)
    try {
      await live().send(name, request)
    } catch (error) {
      notifications.show({ color: '#b3261e', title: 'Not done', message: messageOf(error), role: 'alert' })
    } finally {
      setBusy(false)
    }
  }
  return { busy, direct }
}
