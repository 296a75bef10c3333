import { UnstyledButton } from '@mantine/core'
import { useStore } from 'zustand'
import { useNow } from '../live/useConnection.ts'
import { differ } from '../words/times.ts'
import { chooseZone, cityOf, ownZone, zones } from '../words/zones.ts'

/** Says in which time zone times are shown, and changes it where the conference has another one. */
export function ZoneChoice() {
  const { choice, conference } = useStore(zones)
  const now = useNow(60_000)
  const own = ownZone()
  if (!conference || !differ(now, own, conference)) return <>Shown in your time zone ({cityOf(own)}).</>
  const isOwn = choice === 'mine'
  return (
    <>
      {isOwn
        ? `Shown in your time zone (${cityOf(own)}).`
        : `Shown in conference time (${cityOf(conference)}).`}{' '}
      <UnstyledButton className="link" onClick={() => chooseZone(isOwn ? 'conference' : 'mine')}>
        {isOwn ? `Show conference time (${cityOf(conference)})` : `Show your time (${cityOf(own)})`}
      </UnstyledButton>
    </>
  )
}
