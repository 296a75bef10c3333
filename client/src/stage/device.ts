// One WebRTC device for the page, loaded early: the routers' capabilities are the same for every stage.
import { errors } from '@lectern/shared/errors'
import { Device } from 'mediasoup-client'
import type { RtpCapabilities as RouterCapabilities } from 'mediasoup-client/types'
import { queryClient, request } from '../live/http.ts'

const capabilitiesQuery = {
  queryKey: ['capabilities'],
  queryFn: async () => (await request('stage.capabilities')).rtpCapabilities,
  staleTime: Number.POSITIVE_INFINITY,
}

let loading: Promise<Device> | undefined

async function load(): Promise<Device> {
  const capabilities = queryClient.fetchQuery(capabilitiesQuery)
  let device: Device
  try {
    device = await Device.factory()
  } catch {
    throw errors.codecUnsupported('this browser has no WebRTC')
  }
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
