// Directing a session: its phases and its stage, each a command that may fail and then says why.
import type { CommandInput, CommandName } from '@lectern/shared/commands'
import { notifications } from '@mantine/notifications'
import { useState } from 'react'
import { messageOf } from '../live/appError.ts'
import { live } from '../live/useConnection.ts'

export function useDirecting() {
  const [busy, setBusy] = useState(false)
  /** True when it was done; else the person was told why not. */
  async function direct<Name extends CommandName>(name: Name, request: CommandInput<Name>): Promise<boolean> {
    setBusy(true)
    try {
      await live().send(name, request)
      return true
    } catch (error) {
      notifications.show({ color: '#b3261e', title: 'Not done', message: messageOf(error), role: 'alert' })
      return false
    } finally {
      setBusy(false)
    }
  }
  return { busy, direct }
}
