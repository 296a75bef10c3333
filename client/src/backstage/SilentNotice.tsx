import type { Presenter } from '@lectern/shared/stage'
import { silentOf } from '../stage/stageStore.ts'
import { Notice } from '../ui/Notice.tsx'
import { listWords, plural } from '../words/counts.ts'

const sources = { camera: 'camera', microphone: 'microphone', screen: 'screen', screen_audio: 'screen sound' }

/** The page sends, and the stage gets nothing: a firewall, mostly. */
export function SilentNotice({ presenter }: { presenter: Presenter }) {
  const silent = silentOf(presenter).map(({ source }) => sources[source])
  if (silent.length === 0) return null
  return (
    <Notice
      color="red"
      variant="filled"
      title={`Your ${listWords(silent)} ${plural(silent.length, 'isn’t', 'aren’t')} getting through: no one sees or hears ${plural(silent.length, 'it', 'them')}.`}
    >
      Your network is blocking it. Try another network, such as a phone’s hotspot, or reload this page.
    </Notice>
  )
}
