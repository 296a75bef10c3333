// The minimum that shows a picture after a press; with `?sound`, sound is played in sync with it.
import { ask, loadDevice } from './server.ts'

const kinds = location.search === '?sound' ? ['audio', 'video'] : ['video']
const button = document.querySelector('button')!
const device = await loadDevice()

button.addEventListener('click', async () => {
  const { rtpCapabilities } = device
  const { transport, consumers } = await ask('stage.watch', { rtpCapabilities, kinds })
  const receive = device.createRecvTransport(transport)
  receive.on('connect', ({ dtlsParameters }, done, fail) => {
    ask('stage.connect', { id: receive.id, dtlsParameters }).then(done, fail)
  })
  const received = await Promise.all(
    consumers.map((consumer: object) => receive.consume({ ...consumer, streamId: 'speaker' } as never)),
  )
  for (const { kind, track } of received)
    document.querySelector<HTMLMediaElement>(kind)!.srcObject = new MediaStream([track])
})
button.disabled = false
// Without a press, for a visit that ends with the picture.
if (location.search === '?now') button.click()
