import type { Presenter } from '@lectern/shared/stage'
import { Text } from '@mantine/core'
import { silentOf } from '../stage/stageStore.ts'

const sources = { camera: 'camera', microphone: 'microphone', screen: 'screen', screen_audio: 'screen sound' }

/** The page sends, and the stage gets nothing: a firewall, mostly. */
export function SilentNotice({ presenter }: { presenter: Presenter }) {
  const silent = silentOf(presenter).map(({ source }) => sources[source])
  if (silent.length === 0) return null
  return (
    <div className="device-trouble" role="alert">
      <Text fw={650}>Nothing arrives of your {silent.join(' and ')}. Nobody sees or hears it.</Text>
      <Text>
        Your network does not let it pass. Try another network, a phone’s hotspot for example, or reload this
        page.
      </Text>
    </div>
  )
}
