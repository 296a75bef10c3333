import { Route, Routes } from 'react-router'
import OfficeFrame, { type OfficeTab } from '../office/OfficeFrame.tsx'
import { Moved } from './Moved.tsx'
import { conferenceTabs, providerTabs } from './officeTabs.ts'

/** A route for each page of these tabs, below `base`. */
const pagesOf = (tabs: readonly OfficeTab[], base: string) =>
  tabs.flatMap(({ pages }) =>
    Object.entries(pages).map(([path, Page]) => (
      <Route key={path} path={path.slice(base.length + 1)} element={<Page />} />
    )),
  )

const allConferences = { to: '/provider', label: 'All conferences' }

/**
 * The office's and organisers' pages of a conference. Loaded with the first of them: nobody else needs them.
 */
export default function OfficeRoutes() {
  return (
    <Routes>
      <Route element={<OfficeFrame tabs={conferenceTabs} label="CE office" up={allConferences} />}>
        {pagesOf(conferenceTabs, '/office')}
        <Route path=":activityId/:tab?" element={<Moved to="/office/activities/:activityId/:tab?" />} />
      </Route>
    </Routes>
  )
}

/** The office's pages of the whole installation. */
export const ProviderRoutes = () => (
  <Routes>
    <Route element={<OfficeFrame tabs={providerTabs} label="All conferences" />}>
      {pagesOf(providerTabs, '/provider')}
    </Route>
  </Routes>
)
