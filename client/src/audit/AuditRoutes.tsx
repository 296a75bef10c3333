import { Route, Routes } from 'react-router'
import { AuditFrame } from './AuditFrame.tsx'
import { AuditHome } from './AuditHome.tsx'
import { DossierPage } from './DossierPage.tsx'

/** The pages of auditors, below /audit. */
export default function AuditRoutes() {
  return (
    <AuditFrame>
      <Routes>
        <Route index element={<AuditHome />} />
        <Route path=":activityId" element={<DossierPage />} />
      </Routes>
    </AuditFrame>
  )
}
