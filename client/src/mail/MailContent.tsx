import type { RenderedMail } from '@lectern/shared/mailText'
import { Stack } from '@mantine/core'
import { useState } from 'react'
import { Segments } from '../ui/Segments.tsx'

/** A mail as its recipient sees it, with and without HTML. */
export function MailContent({ content: { subject, text, html } }: { content: RenderedMail }) {
  const [shown, setShown] = useState('text')
  return (
    <Stack gap="sm" component="section" aria-label="The mail">
      <div>
        <span className="mail-address">Subject</span>
        <div className="mail-subject" dir="auto">
          {subject}
        </div>
      </div>
      <fieldset className="mail-shown" aria-label="Shown as">
        <Segments
          segments={[
            { value: 'text', label: 'Plain text' },
            { value: 'html', label: 'HTML' },
          ]}
          value={shown}
          onChange={setShown}
        />
      </fieldset>
      {shown === 'html' ? (
        // Without any permission: no script, no form, no navigation.
        <iframe className="mail-html" title="The mail as HTML" sandbox="" srcDoc={html} />
      ) : (
        <pre className="mail-text" dir="auto">
          {text}
        </pre>
      )}
    </Stack>
  )
}
