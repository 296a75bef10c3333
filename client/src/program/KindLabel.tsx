import type { Session } from '@lectern/shared/program'
import { requiredLabel } from '@lectern/shared/sessionKinds'
import { Chip } from '../ui/Chip.tsx'

/** Beside the title of what is not accredited, wherever it appears (ACCME Standard 5.2a). */
export function KindLabel({ session }: { session: Pick<Session, 'kind'> }) {
  const label = requiredLabel(session)
  return label && <Chip>{label}</Chip>
}
