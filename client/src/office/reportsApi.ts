import { request, urlOf } from '../live/http.ts'
import { officeKey } from './officeApi.ts'

export const reportsQuery = {
  queryKey: [...officeKey, 'reports'],
  queryFn: () => request('reports.sessions'),
}
export const reportHref = (): string => urlOf('reports.file')
