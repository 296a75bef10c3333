// What the pages about certificates ask of the server.
import type { Design, SampleName } from '@lectern/shared/certificateDesign'
import { request } from '../live/http.ts'

const key = ['certificates'] as const
export const designQuery = {
  queryKey: [...key, 'design'],
  queryFn: (): Promise<Design> => request('certificates.design'),
}
export const templateQuery = (policyId: string) => ({
  queryKey: [...key, 'template', policyId],
  queryFn: () => request('certificates.template', { params: { policyId } }),
  // What somebody is writing is not replaced under their hands.
  staleTime: Number.POSITIVE_INFINITY,
  gcTime: 0,
})
export const previewQuery = (policyId: string, source: string, sample: SampleName) => ({
  queryKey: [...key, 'preview', policyId, source, sample],
  queryFn: () => request('certificates.preview', { params: { policyId }, body: { source, sample } }),
  staleTime: Number.POSITIVE_INFINITY,
  gcTime: 60_000,
  retry: false,
})
