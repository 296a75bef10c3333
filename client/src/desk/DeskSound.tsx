import { Group, Text } from '@mantine/core'
import { useMemo, useState } from 'react'
import { useStore } from 'zustand'
import { keep, kept } from '../live/kept.ts'
import { BlockedSound } from '../stage/BlockedSound.tsx'
import { StageSound } from '../stage/StageSound.tsx'
import type { StageMedia } from '../stage/stageMedia.ts'
import { type Sound, Volume } from '../stage/Volume.tsx'
import { Part } from '../ui/ErrorBoundary.tsx'
import { SoundLevel } from './SoundLevel.tsx'

const keptAs = 'lectern.deskSound'

function keptSound(): Sound {
  const [muted, volume] = (kept(keptAs) ?? '').split(' ')
  return { muted: muted === 'muted', volume: volume ? Math.max(0, Math.min(1, Number(volume) || 0)) : 1 }
}

/** The talk as viewers hear it, with its level: a moderator who mutes it still sees that there is sound. */
export function DeskSound({ media }: { media: StageMedia }) {
  const [sound, setSound] = useState(keptSound)
  const [blocked, setBlocked] = useState(false)
  const received = useStore(media.store, (state) => state.received)
  const tracks = useMemo(
    () => Object.values(received).flatMap(({ kind, track }) => (kind === 'audio' ? [track] : [])),
    [received],
  )
  const change = (next: Sound) => {
    keep(keptAs, `${next.muted ? 'muted' : 'on'} ${next.volume}`)
    setSound(next)
  }
  return (
    <>
      <StageSound media={media} muted={sound.muted} volume={sound.volume} onBlocked={setBlocked} />
      {blocked && <BlockedSound onAllowed={() => setBlocked(false)} />}
      <Group gap="sm" wrap="nowrap" role="group" aria-label="Sound of the talk">
        <Volume sound={sound} onSound={change} />
        <Part name="The level meter">
          {tracks.length > 0 ? (
            <SoundLevel tracks={tracks} />
          ) : (
            <Text size="sm" c="gray.7">
              No sound on stage
            </Text>
          )}
        </Part>
      </Group>
    </>
  )
}
