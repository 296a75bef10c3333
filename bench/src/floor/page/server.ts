// A floor page's connection to its server, and its device.
import { Device } from 'mediasoup-client'
import { io } from 'socket.io-client'

const socket = io({ transports: ['websocket'] })

// biome-ignore lint/suspicious/noExplicitAny: mediasoup's own parameters, passed from one end to the other
export const ask = (name: string, request: unknown = {}): Promise<any> =>
  socket.emitWithAck('command', name, request)

export async function loadDevice(): Promise<Device> {
  const device = await Device.factory()
  await device.load({ routerRtpCapabilities: await ask('capabilities') })
  return device
}
