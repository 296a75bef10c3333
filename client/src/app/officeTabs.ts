// The tabs of the CE office and of organisers, in the order in which they stand. Each brings its pages: a new
// tab is one entry here, and App.tsx makes its routes.
import {
  IconActivity,
  IconArchive,
  IconArrowsTransferUpDown,
  IconBooks,
  IconBuildingHospital,
  IconBuildingStore,
  IconCalendarEvent,
  IconCertificate,
  IconChartBar,
  IconFileCertificate,
  IconFileDollar,
  IconFileSearch,
  IconFileText,
  IconLayoutDashboard,
  IconLayoutGrid,
  IconMail,
  IconSettings,
  IconUsers,
} from '@tabler/icons-react'
import { lazy } from 'react'
import type { OfficeTab } from '../office/OfficeFrame.tsx'

/**
 * Inside a conference: Overview, Programme, People, Disclosures, Mail, Exhibitors, Live, Credit, Reports, …
 */
export const conferenceTabs: readonly OfficeTab[] = [
  {
    to: '/office',
    label: 'Overview',
    icon: IconLayoutDashboard,
    who: 'organiser',
    pages: {
      '/office': lazy(() => import('../office/OverviewPage.tsx')),
    },
  },
  {
    to: '/office/programme',
    label: 'Programme',
    icon: IconCalendarEvent,
    who: 'organiser',
    pages: { '/office/programme': lazy(() => import('../program/edit/ProgrammePage.tsx')) },
  },
  {
    to: '/office/people',
    label: 'People',
    icon: IconUsers,
    who: 'office',
    pages: {
      '/office/people': lazy(() => import('../people/PeoplePage.tsx')),
      '/office/people/duplicates': lazy(() => import('../people/DuplicatesPage.tsx')),
      '/office/people/registration': lazy(() => import('../people/RegistrationPage.tsx')),
      '/office/people/:personId': lazy(() => import('../people/PersonPage.tsx')),
      '/office/people/:personId/merge/:otherId?': lazy(() => import('../people/MergePage.tsx')),
      '/office/people/:personId/erase': lazy(() => import('../people/ErasePage.tsx')),
    },
  },
  {
    to: '/office/disclosures',
    label: 'Disclosures',
    icon: IconFileCertificate,
    who: 'office',
    pages: {
      '/office/disclosures': lazy(() => import('../office/DisclosuresPage.tsx')),
      '/office/disclosures/:personId': lazy(() => import('../office/DisclosurePersonPage.tsx')),
    },
  },
  {
    to: '/office/support',
    label: 'Support',
    icon: IconFileDollar,
    who: 'office',
    pages: { '/office/support': lazy(() => import('../office/SupportPage.tsx')) },
  },
  {
    to: '/office/handouts',
    label: 'Handouts',
    icon: IconFileText,
    who: 'office',
    pages: { '/office/handouts': lazy(() => import('../office/HandoutsPage.tsx')) },
  },
  {
    to: '/office/mail',
    label: 'Mail',
    icon: IconMail,
    who: 'organiser',
    pages: { '/office/mail/:tab?': lazy(() => import('../mail/MailPage.tsx')) },
  },
  {
    to: '/office/exhibitors',
    label: 'Exhibitors',
    icon: IconBuildingStore,
    who: 'organiser',
    pages: {
      '/office/exhibitors': lazy(() => import('../booths/manage/ManagePage.tsx')),
      '/office/exhibitors/:boothId': lazy(() => import('../booths/manage/BoothPage.tsx')),
    },
  },
  {
    to: '/office/live',
    label: 'Live',
    icon: IconActivity,
    who: 'organiser',
    pages: { '/office/live': lazy(() => import('../health/HealthPage.tsx')) },
  },
  {
    to: '/office/credit',
    label: 'Credit',
    icon: IconCertificate,
    who: 'office',
    pages: {
      '/office/credit': lazy(() => import('../office/CreditPage.tsx')),
      '/office/activity-table': lazy(() => import('../office/TemplatePage.tsx')),
      '/office/policies': lazy(() => import('../office/PoliciesPage.tsx')),
      '/office/activities/:activityId/:tab?': lazy(() => import('../office/OfficeActivityPage.tsx')),
    },
  },
  {
    to: '/office/reports',
    label: 'Reports',
    icon: IconChartBar,
    who: 'organiser',
    pages: {
      '/office/reports': lazy(() => import('../office/ReportsPage.tsx')),
      '/office/reports/:sessionId': lazy(() => import('../office/SessionReportPage.tsx')),
    },
  },
  {
    to: '/office/imports',
    label: 'Import and export',
    icon: IconArrowsTransferUpDown,
    who: 'organiser',
    pages: {
      '/office/imports': lazy(() => import('../imports/ImportsPage.tsx')),
      '/office/imports/:importId': lazy(() => import('../imports/ImportPage.tsx')),
    },
  },
  {
    to: '/office/ledger',
    label: 'Ledger',
    icon: IconBooks,
    who: 'office',
    pages: { '/office/ledger': lazy(() => import('../ledger/LedgerPage.tsx')) },
  },
  {
    to: '/office/auditors',
    label: 'Auditors',
    icon: IconFileSearch,
    who: 'office',
    pages: { '/office/auditors': lazy(() => import('../audit/AuditorsPage.tsx')) },
  },
  {
    to: '/office/settings',
    label: 'Settings',
    icon: IconSettings,
    who: 'organiser',
    pages: { '/office/settings': lazy(() => import('../office/SettingsPage.tsx')) },
  },
]

/** Of the installation: Conferences, People, … */
export const providerTabs: readonly OfficeTab[] = [
  {
    to: '/provider',
    label: 'Conferences',
    icon: IconLayoutGrid,
    who: 'office',
    pages: {
      '/provider': lazy(() => import('../conferences/ConferencesPage.tsx')),
      '/provider/new': lazy(() => import('../conferences/NewConferencePage.tsx')),
    },
  },
  {
    to: '/provider/certificates',
    label: 'Certificates',
    icon: IconCertificate,
    who: 'office',
    pages: {
      '/provider/certificates': lazy(() => import('../office/CertificatesPage.tsx')),
      '/provider/certificates/:policyId': lazy(() => import('../office/CertificateTemplatePage.tsx')),
    },
  },
  {
    to: '/provider/retention',
    label: 'Retention',
    icon: IconArchive,
    who: 'office',
    pages: { '/provider/retention': lazy(() => import('../office/RetentionPage.tsx')) },
  },
  {
    to: '/provider/details',
    label: 'Provider',
    icon: IconBuildingHospital,
    who: 'office',
    pages: { '/provider/details': lazy(() => import('../conferences/ProviderPage.tsx')) },
  },
]
