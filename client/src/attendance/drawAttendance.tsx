// For tests of drawing: a component on a page with a person's watched time.
import type { ReactNode } from 'react'
import { provide } from '../live/useFollowed.ts'
import { draw as drawPage } from '../testing/drawPage.tsx'
import { type Attendance, attendanceKey, useAttendance } from './attendanceClient.ts'
import { type FakeAttendance, sessionId } from './fakeAttendance.ts'

function Page({ content }: { content: (attendance: Attendance) => ReactNode }) {
  return content(useAttendance(sessionId))
}

/** Draws `content` once the watched time is loaded. */
export async function draw(server: FakeAttendance, content: (attendance: Attendance) => ReactNode) {
  const { connection } = server
  const attendance = server.page()
  provide(connection, attendanceKey(sessionId), attendance)
  const page = await drawPage(<Page content={content} />, { connection, heading: 'Heart failure in 2026' })
  return { ...page, attendance }
}
