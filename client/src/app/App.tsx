import { lazy, Suspense } from 'react'
import { BrowserRouter, Link, Route, Routes } from 'react-router'
import Agenda from '../program/Agenda.tsx'
import { ErrorBoundary } from './ErrorBoundary.tsx'
import { Problem } from './Problem.tsx'
import { Loading, Shell } from './Shell.tsx'
import SignIn from './SignIn.tsx'

// The room is fetched while the agenda is read, so that a press shows the picture at once.
const loadRoom = () => import('../room/RoomPage.tsx')
const RoomPage = lazy(loadRoom)
const GreenRoom = lazy(() => import('../backstage/GreenRoomPage.tsx'))
const Desk = lazy(() => import('../desk/DeskPage.tsx'))

export function App() {
  return (
    <ErrorBoundary>
      <BrowserRouter>
        <Suspense fallback={<Loading />}>
          <Routes>
            <Route path="/sign-in" element={<SignIn />} />
            <Route element={<Shell />}>
              <Route index element={<Agenda preload={loadRoom} />} />
              <Route path="/sessions/:sessionId" element={<RoomPage />} />
              <Route path="/sessions/:sessionId/green-room" element={<GreenRoom />} />
              <Route path="/sessions/:sessionId/desk" element={<Desk />} />
              <Route
                path="*"
                element={
                  <Problem title="There is no such page" action={<Link to="/">Back to the agenda</Link>}>
                    The address may have been mistyped, or the page is gone.
                  </Problem>
                }
              />
            </Route>
          </Routes>
        </Suspense>
      </BrowserRouter>
    </ErrorBoundary>
  )
}
