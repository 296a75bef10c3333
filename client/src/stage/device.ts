// One WebRTC device for the page, loaded early: the routers' capabilities are the same for every stage.
import { errors } from '@lectern/shared/errors'
import { Device, detectDeviceAsync } from 'mediasoup-client'
import type {
  BuiltinHandlerName,
  HandlerFactory,
  RtpCapabilities as RouterCapabilities,
} from 'mediasoup-client/types'
import { queryClient, request } from '../live/http.ts'

const capabilitiesQuery = {
  queryKey: ['capabilities'],
  queryFn: async () => (await request('stage.capabilities')).rtpCapabilities,
  staleTime: Number.POSITIVE_INFINITY,
}

/** The library's code for one kind of browser. */
const handlers: Partial<Record<BuiltinHandlerName, () => Promise<HandlerFactory>>> = {
  Chrome111: async () => (await import('mediasoup-client/handlers/Chrome111')).Chrome111.createFactory({}),
  Chrome74: async () => (await import('mediasoup-client/handlers/Chrome74')).Chrome74.createFactory({}),
  Firefox120: async () => (await import('mediasoup-client/handlers/Firefox120')).Firefox120.createFactory({}),
  Safari12: async () => (await import('mediasoup-client/handlers/Safari12')).Safari12.createFactory({}),
}

async function createDevice(): Promise<Device> {
  const name = await detectDeviceAsync()
  const createHandlers = name && handlers[name]
  if (!createHandlers) throw errors.codecUnsupported('this browser has no WebRTC')
  return new Device({ handlerFactory: await createHandlers() })
}

let loading: Promise<Device> | undefined

async function load(): Promise<Device> {
  const capabilities = queryClient.fetchQuery(capabilitiesQuery)
  // Awaited last: its failure must not go unheard meanwhile.
  capabilities.catch(() => undefined)
  const device = await createDevice()
  // The type makes a router's payload types optional, but a media node always sends them.
  await device.load({ routerRtpCapabilities: (await capabilities) as RouterCapabilities })
  return device
}

/** Throws `codec_unsupported` in a browser without WebRTC. */
export function loadDevice(): Promise<Device> {
  loading ??= load().catch((error: unknown) => {
    loading = undefined
    throw error
  })
  return loading
}
