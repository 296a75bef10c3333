import './mail.css'
import { Tabs } from '@mantine/core'
import type { ReactNode } from 'react'
import { useNavigate, useParams } from 'react-router'
import { Page, PageHead } from '../ui/Page.tsx'
import { MailSettingsForm } from './MailSettingsForm.tsx'
import { Outbox } from './Outbox.tsx'
import { SendToGroup } from './SendToGroup.tsx'
import { Texts } from './Texts.tsx'

const tabs: Record<string, { label: string; content: () => ReactNode }> = {
  mails: { label: 'Mails', content: () => <Outbox /> },
  send: { label: 'Send', content: () => <SendToGroup /> },
  texts: { label: 'Texts', content: () => <Texts /> },
  automatic: { label: 'Automatic', content: () => <MailSettingsForm /> },
}

/** The conference's mail: what went to whom, sending to a group, the texts, and what is sent by itself. */
export default function MailPage() {
  const navigate = useNavigate()
  const { tab: written = 'mails' } = useParams()
  const tab = Object.hasOwn(tabs, written) ? written : 'mails'
  return (
    <Page width="tool">
      <PageHead title="Mail" tabTitle={`${tabs[tab]!.label} – Mail`} />
      <Tabs
        value={tab}
        keepMounted={false}
        onChange={(next) => void navigate(next === 'mails' ? '/office/mail' : `/office/mail/${next}`)}
      >
        <Tabs.List mb="md" aria-label="Parts of the mail">
          {Object.entries(tabs).map(([value, { label }]) => (
            <Tabs.Tab key={value} value={value}>
              {label}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        {Object.entries(tabs).map(([value, { content }]) => (
          <Tabs.Panel key={value} value={value}>
            {content()}
          </Tabs.Panel>
        ))}
      </Tabs>
    </Page>
  )
}
