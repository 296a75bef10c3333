import type { PresentStaff } from '@lectern/shared/booths'
import { Text } from '@mantine/core'
import { Face } from '../../ui/Face.tsx'
import { staffStateWords } from '../boothWords.ts'
import { StaffHere } from '../StaffHere.tsx'

/** Faces drawn at most; the number counts everybody. */
const shownMax = 5

/** Which staff are at the booth, and whether they are free. */
export function StaffPresence({ staff }: { staff: readonly PresentStaff[] }) {
  const working = staff.filter(({ state }) => state !== 'away')
  return (
    <div role="status" className="booth-staff">
      <Text component="div" fw={500}>
        <StaffHere staff={working.length} />
      </Text>
      {working.length > 0 ? (
        <ul>
          {working.slice(0, shownMax).map(({ staffId, name, state, picture }) => (
            <li key={staffId}>
              <Face name={name} src={picture} size={28} />
              <span>
                <bdi>{name}</bdi> · <span className="quiet">{staffStateWords[state]}</span>
              </span>
            </li>
          ))}
        </ul>
      ) : (
        <Text size="sm" c="gray.7">
          Leave a message. The reply will be here.
        </Text>
      )}
    </div>
  )
}
