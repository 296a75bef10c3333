// What the office's pages ask of the server about the ACCME's record of an activity.
import type { RecordAnswer } from '@lectern/shared/activityRecords'
import { request, urlOf } from '../live/http.ts'
import { officeKey } from './officeApi.ts'

export const recordQuery = (activityId: string) => ({
  queryKey: [...officeKey, 'record', activityId],
  queryFn: () => request('records.find', { params: { activityId } }),
})
export const recordHref = (activityId: string): string => urlOf('records.file', { params: { activityId } })
export const markSent = (activityId: string, madeAt: number) =>
  request('records.markSent', { params: { activityId }, body: { madeAt } })
export const answerRecords = (activityId: string, body: RecordAnswer) =>
  request('records.answer', { params: { activityId }, body })
export const wishRecord = (activityId: string, wish: 'report' | 'close' | 'delete') =>
  request('records.wish', { params: { activityId }, body: { wish } })

export const conferenceTemplateQuery = {
  queryKey: [...officeKey, 'template'],
  queryFn: () => request('records.conferenceTemplate'),
}
export const yearTemplateQuery = (year: string) => ({
  queryKey: [...officeKey, 'template', year],
  queryFn: () => request('records.yearTemplate', { params: { year } }),
})
export const templateHref = (year: string | null): string =>
  year === null ? urlOf('records.conferenceFile') : urlOf('records.yearFile', { params: { year } })
