import { lazy, Suspense } from 'react'
import { unstable_HistoryRouter as HistoryRouter, Route, Routes, useNavigate } from 'react-router'
import Continue from '../accounts/Continue.tsx'
import SignIn from '../accounts/SignIn.tsx'
import AgendaPage from '../agenda/AgendaPage.tsx'
import { ErrorBoundary } from '../ui/ErrorBoundary.tsx'
import { Loading } from '../ui/Loading.tsx'
import { OuterFrame } from '../ui/OuterFrame.tsx'
import { backToAgenda, Problem } from '../ui/Problem.tsx'
import { fetchPage, headFor, loadRoom } from './headFor.ts'
import { Moved } from './Moved.tsx'
import { placeHistory } from './placeHistory.ts'
import { Shell } from './Shell.tsx'

// The room is fetched while the agenda is read, so that a press shows the picture at once.
const RoomPage = lazy(loadRoom)
const GreenRoom = lazy(() => import('../backstage/GreenRoomPage.tsx'))
const Desk = lazy(() => import('../desk/DeskPage.tsx'))
const Credit = lazy(() => import('../credit/CreditPage.tsx'))
const ActivityCredit = lazy(() => import('../credit/ActivityPage.tsx'))
const CreditForm = lazy(() => import('../credit/FormPage.tsx'))
const FollowUp = lazy(() => import('../credit/outcomes/FollowUpPage.tsx'))
const Setup = lazy(() => import('../setup/SetupPage.tsx'))
const Join = lazy(() => import('../people/JoinPage.tsx'))
const Verify = lazy(() => import('../credit/VerifyPage.tsx'))
const OfficeRoutes = lazy(() => import('./OfficeRoutes.tsx'))
const Audit = lazy(() => import('../audit/AuditRoutes.tsx'))
const Unsubscribe = lazy(() => import('../accounts/UnsubscribePage.tsx'))
const Oidc = lazy(() => import('../accounts/OidcPage.tsx'))
const ProviderRoutes = lazy(async () => ({ default: (await import('./OfficeRoutes.tsx')).ProviderRoutes }))
const MyConferences = lazy(() => import('../conferences/MyConferencesPage.tsx'))
const AccountPage = lazy(() => import('../accounts/AccountPage.tsx'))
const Details = lazy(() => import('../details/DetailsPage.tsx'))
const Disclosure = lazy(() => import('../disclosures/DisclosurePage.tsx'))
const OwnHandouts = lazy(() => import('../handouts/OwnHandoutsPage.tsx'))
const Hall = lazy(() => import('../booths/hall/HallPages.tsx'))
const ApiReference = lazy(() => import('../integrators/ApiPage.tsx'))
const HallFloor = lazy(() => import('../booths/hall/FloorPage.tsx'))
const HallBooth = lazy(() => import('../booths/visit/BoothPage.tsx'))
const HallConsents = lazy(() => import('../booths/visit/ConsentsPage.tsx'))
const BoothDesk = lazy(() => import('../booths/desk/DeskPage.tsx'))
/** Every part in every state; the built pages do not have it. */
const Design = import.meta.env.DEV ? lazy(() => import('../design/DesignPage.tsx')) : undefined
const BoothEdit = lazy(() => import('../booths/manage/EditPage.tsx'))

export function App() {
  return (
    <ErrorBoundary>
      <HistoryRouter history={placeHistory.history}>
        <Suspense fallback={<Loading />}>
          <Routes>
            <Route path="/sign-in" element={<SignIn />} />
            <Route path="/sign-in/oidc" element={<Oidc />} />
            <Route path="/s/:token" element={<PersonalLink />} />
            <Route
              path="/setup/:token"
              element={
                <OuterFrame>
                  <Setup />
                </OuterFrame>
              }
            />
            <Route path="/unsubscribe/:token" element={<Unsubscribe />} />
            <Route path="/verify" element={<Verify />} />
            <Route path="/verify/:code" element={<Verify />} />
            <Route path="/join" element={<Join />} />
            <Route path="/audit/*" element={<Audit />} />
            <Route path="/api-reference" element={<ApiReference />} />
            {Design && <Route path="/design" element={<Design />} />}
            <Route element={<Shell />}>
              <Route index element={<AgendaPage preload={loadRoom} />} />
              <Route path="/sessions/:sessionId" element={<RoomPage />} />
              <Route path="/sessions/:sessionId/green-room" element={<GreenRoom />} />
              <Route path="/sessions/:sessionId/desk" element={<Desk />} />
              <Route path="/sessions/:sessionId/handouts" element={<OwnHandouts />} />
              <Route path="/credit" element={<Credit />} />
              <Route path="/credit/:activityId" element={<ActivityCredit />} />
              <Route path="/credit/:activityId/evaluation" element={<CreditForm kind="evaluation" />} />
              <Route path="/credit/:activityId/test" element={<CreditForm kind="test" />} />
              <Route path="/credit/:activityId/follow-up" element={<FollowUp />} />
              <Route path="/account" element={<AccountPage />} />
              <Route path="/account/details" element={<Details />} />
              <Route path="/disclosure" element={<Disclosure />} />
              <Route path="/conferences" element={<MyConferences />} />
              <Route path="/office/*" element={<OfficeRoutes />} />
              <Route path="/provider/*" element={<ProviderRoutes />} />
              <Route path="/hall/manage" element={<Moved to="/office/exhibitors" />} />
              <Route path="/hall/manage/:boothId" element={<Moved to="/office/exhibitors/:boothId" />} />
              <Route path="/hall" element={<Hall />}>
                <Route index element={<HallFloor />} />
                <Route path="my-consents" element={<HallConsents />} />
                <Route path=":boothId" element={<HallBooth />} />
              </Route>
              <Route path="/booth" element={<BoothDesk />} />
              <Route path="/booth/edit" element={<BoothEdit />} />
              <Route
                path="*"
                element={
                  <Problem title="There is no such page" action={backToAgenda}>
                    The address may have been mistyped, or the page is gone.
                  </Problem>
                }
              />
            </Route>
          </Routes>
        </Suspense>
      </HistoryRouter>
    </ErrorBoundary>
  )
}

/**
 * Signs in, and goes on in the same document: loading all of it again would take longer than anything else.
 */
function PersonalLink() {
  const navigate = useNavigate()
  const signedIn = (path: string) => {
    headFor(path)
    // The link does not stay in the history of the tab.
    void navigate(path, { replace: true })
  }
  return <Continue onShown={fetchPage} onSignedIn={signedIn} />
}
