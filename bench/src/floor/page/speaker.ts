// Sends camera and microphone as the product does, so both sides show the same source.
import { encodingOf } from '../../../../client/src/stage/encodings.ts'
import { ask, loadDevice } from './server.ts'

const device = await loadDevice()
const stream = await navigator.mediaDevices.getUserMedia({
  video: { width: { ideal: 1280 }, height: { ideal: 720 }, frameRate: { ideal: 30 } },
  audio: true,
})
document.querySelector('video')!.srcObject = stream
const send = device.createSendTransport(await ask('stage.present'))
send.on('connect', ({ dtlsParameters }, done, fail) => {
  ask('stage.connect', { id: send.id, dtlsParameters }).then(done, fail)
})
send.on('produce', ({ kind, rtpParameters }, done, fail) => {
  ask('stage.produce', { id: send.id, kind, rtpParameters }).then((id) => done({ id }), fail)
})
for (const track of stream.getTracks())
  await send.produce({ track, ...encodingOf(track.kind === 'video' ? 'camera' : 'microphone', track) })
document.body.dataset.sending = ''
