import type { Presenter, StageState } from '@lectern/shared/stage'
import { Text } from '@mantine/core'
import { useMemo, useState } from 'react'
import type { StageMedia } from '../stage/stageMedia.ts'
import { Section } from '../ui/Section.tsx'
import { type Shortcut, useShortcuts } from '../ui/shortcuts.ts'
import { PresenterRow } from './PresenterRow.tsx'
import { useStageMoves } from './useStageMoves.ts'

interface PresenterListsProps {
  stage: StageState
  now: number
  activeSpeaker: string | null
  /** Has the sound of those on stage, for their levels. */
  media: StageMedia | undefined
}

/** Who is on stage and who is ready backstage; one press, or one key, moves them. */
export function PresenterLists({ stage, now, activeSpeaker, media }: PresenterListsProps) {
  const { busy, canUndo, move, undo } = useStageMoves(stage.sessionId)
  const on = stage.presenters.filter((presenter) => presenter.onStageAt !== null)
  const off = stage.presenters.filter((presenter) => presenter.onStageAt === null)
  const all = useMemo(() => [...on, ...off], [on, off])
  const [chosenId, setChosenId] = useState<string>()
  const chosen = all.find(({ peerId }) => peerId === chosenId) ?? all[0]

  const step = (by: number) => {
    const index = all.findIndex(({ peerId }) => peerId === chosen?.peerId)
    setChosenId(all[Math.min(all.length - 1, Math.max(0, index + by))]?.peerId)
  }
  const shortcuts: Shortcut[] = [
    { key: ']', does: 'next person', run: () => step(1), repeats: true },
    { key: '[', does: 'previous person', run: () => step(-1), repeats: true },
    {
      key: 'b',
      does: 'bring on, or take off',
      run: () => {
        if (!chosen) return
        // Moving a person reorders the list: the next press must not hit another person.
        setChosenId(chosen.peerId)
        void move(chosen)
      },
    },
  ]
  useShortcuts(
    canUndo ? [...shortcuts, { key: 'u', does: 'undo', run: () => void undo() }] : shortcuts,
    'first',
  )

  const row = (presenter: Presenter) => (
    <PresenterRow
      key={presenter.peerId}
      presenter={presenter}
      now={now}
      chosen={presenter === chosen}
      speaking={presenter.peerId === activeSpeaker}
      media={media}
      busy={busy}
      onMove={() => void move(presenter)}
    />
  )
  return (
    <>
      <Section id="desk-on-stage" title="On stage" count={on.length} size="sm" isDense className="presenters">
        {on.length === 0 ? (
          <Text size="sm" c="gray.7">
            No one on stage. Bring someone on from backstage.
          </Text>
        ) : (
          on.map(row)
        )}
      </Section>
      <Section
        id="desk-backstage"
        title="Backstage"
        count={off.length}
        size="sm"
        isDense
        className="presenters"
      >
        {off.length === 0 ? (
          <Text size="sm" c="gray.7">
            No one backstage. Speakers appear here when they leave their green room.
          </Text>
        ) : (
          off.map(row)
        )}
      </Section>
    </>
  )
}
