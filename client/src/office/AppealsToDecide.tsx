import { Title } from '@mantine/core'
import { IconScale } from '@tabler/icons-react'
import { useEffect, useRef, useState } from 'react'
import { useMe } from '../live/me.ts'
import { Empty } from '../ui/Empty.tsx'
import { LongList } from '../ui/LongList.tsx'
import { counted } from '../words/counts.ts'
import { AppealRow } from './AppealRow.tsx'
import type { OfficeAppeal } from './appealWords.ts'
import { GrantDialog } from './GrantDialog.tsx'
import { decline } from './officeApi.ts'
import { ReasonDialog } from './ReasonDialog.tsx'

interface Deciding {
  appeal: OfficeAppeal
  as: 'granted' | 'declined'
}

/** Appeals to decide, oldest first, with what a grant would change; and those that were decided. */
export function AppealsToDecide({ appeals }: { appeals: OfficeAppeal[] }) {
  const me = useMe().data?.person.id
  const [deciding, setDeciding] = useState<Deciding>()
  const heading = useRef<HTMLHeadingElement>(null)
  // The overview leads here.
  useEffect(() => {
    if (location.hash === '#appeals') heading.current?.focus()
  }, [])
  const waiting = appeals.filter(({ decidedAt }) => decidedAt === null).sort((a, b) => a.at - b.at)
  const decided = appeals
    .filter(({ decidedAt }) => decidedAt !== null)
    .sort((a, b) => (b.decidedAt ?? 0) - (a.decidedAt ?? 0))
  const close = (done: boolean) => {
    setDeciding(undefined)
    // The button that opened the dialog is gone with the appeal.
    if (done) setTimeout(() => heading.current?.focus())
  }
  return (
    <section aria-labelledby="appeals">
      <Title order={2} size="h3" id="appeals" mb="sm" ref={heading} tabIndex={-1}>
        Appeals
      </Title>
      {appeals.length === 0 && (
        <Empty icon={IconScale} title="No appeals">
          Learners appeal from “My credit”. Their appeals appear here.
        </Empty>
      )}
      <LongList label="Appeals to decide" total={waiting.length}>
        {(shown) =>
          waiting
            .slice(0, shown)
            .map((appeal) => (
              <AppealRow
                key={appeal.id}
                appeal={appeal}
                isOwn={appeal.personId === me}
                onGrant={() => setDeciding({ appeal, as: 'granted' })}
                onDecline={() => setDeciding({ appeal, as: 'declined' })}
              />
            ))
        }
      </LongList>
      {decided.length > 0 && (
        <details className="office-decided">
          <summary>{counted(decided.length, 'decided appeal')}</summary>
          <LongList label="Decided appeals" total={decided.length}>
            {(shown) =>
              decided.slice(0, shown).map((appeal) => <AppealRow key={appeal.id} appeal={appeal} />)
            }
          </LongList>
        </details>
      )}
      {deciding?.as === 'granted' && <GrantDialog appeal={deciding.appeal} onClose={close} />}
      {deciding?.as === 'declined' && (
        <ReasonDialog
          title="Decline the appeal"
          description="The learner reads it, and it is kept as evidence."
          confirm="Decline"
          onConfirm={(reason) => decline(deciding.appeal.id, reason)}
          onClose={close}
        >
          {deciding.appeal.name}, “{deciding.appeal.sessionTitle}”: “{deciding.appeal.text}”
        </ReasonDialog>
      )}
    </section>
  )
}
