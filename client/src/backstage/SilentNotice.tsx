import type { Presenter } from '@lectern/shared/stage'
import { silentOf } from '../stage/stageStore.ts'
import { Notice } from '../ui/Notice.tsx'
import { listWords } from '../words/counts.ts'

const sources = { camera: 'camera', microphone: 'microphone', screen: 'screen', screen_audio: 'screen sound' }

/** The page sends, and the stage gets nothing: a firewall, mostly. */
export function SilentNotice({ presenter }: { presenter: Presenter }) {
  const silent = silentOf(presenter).map(({ source }) => sources[source])
  if (silent.length === 0) return null
  return (
    <Notice
      color="red.9"
      variant="filled"
      title={`Nothing arrives of your ${listWords(silent)}. Nobody sees or hears it.`}
    >
      Your network does not let it pass. Try another network, a phone’s hotspot for example, or reload this
      page.
    </Notice>
  )
}
