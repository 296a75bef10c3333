import '../ui/facts.css'
import './people.css'
import type { ErasurePreview } from '@lectern/shared/peopleMerging'
import { Anchor, Button, Checkbox, Group, List, Stack } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Link, useNavigate, useParams } from 'react-router'
import { request } from '../live/http.ts'
import { useCommand } from '../live/useCommand.ts'
import { busyButton } from '../ui/busyButton.ts'
import { Loaded } from '../ui/Loaded.tsx'
import { Notice } from '../ui/Notice.tsx'
import { Page, PageHead } from '../ui/Page.tsx'
import { Refusal } from '../ui/Refusal.tsx'
import { Section } from '../ui/Section.tsx'
import { toast } from '../ui/toast.tsx'
import { dayOf } from '../words/times.ts'
import { erasureQuery, peopleKey, personPath } from './peopleApi.ts'

/** What erasing somebody erases, and what must be kept until when: nothing is done before this was shown. */
export default function ErasePage() {
  const { personId = '' } = useParams()
  const preview = useQuery(erasureQuery(personId))
  return (
    <Loaded query={preview} label="Looking up what must be kept" missing="There is no such person">
      {(shown) => <Erase key={shown.seen} personId={personId} preview={shown} />}
    </Loaded>
  )
}

function Erase({ personId, preview }: { personId: string; preview: ErasurePreview }) {
  const { name, erased, kept, refusals, seen } = preview
  const navigate = useNavigate()
  const [sure, setSure] = useState(false)
  const { busy, refusal, run } = useCommand({ changes: peopleKey })
  const erase = async () => {
    if (!(await run(() => request('people.erase', { params: { personId }, body: { seen } })))) return
    toast('The person is erased.')
    void navigate('/office/people', { replace: true })
  }
  return (
    <Page width="reading">
      <PageHead
        title={`Erase ${name}`}
        over={
          <Anchor component={Link} to={personPath(personId)}>
            {name}
          </Anchor>
        }
        lead="It takes effect everywhere at once, and cannot be undone."
      />
      <Stack gap={32}>
        <Section id="erased" title="What is erased">
          <List>
            {erased.map((words) => (
              <List.Item key={words}>{words}</List.Item>
            ))}
          </List>
        </Section>
        <Section id="kept" title="What must be kept" count={kept.length}>
          {kept.length === 0 ? (
            'Nothing: no credit was claimed, and they were in no programme.'
          ) : (
            <dl className="facts">
              {kept.map(({ words, of, until }) => (
                <div key={words}>
                  <dt>until {dayOf(until)}</dt>
                  <dd>
                    <bdi>{words}</bdi>: {of}
                  </dd>
                </div>
              ))}
            </dl>
          )}
        </Section>
        {refusals.length > 0 && (
          <Notice color="red" title="They cannot be erased now" role="status">
            <List>
              {refusals.map((words) => (
                <List.Item key={words}>{words}</List.Item>
              ))}
            </List>
          </Notice>
        )}
        <Refusal refusal={refusal} />
        {refusals.length === 0 && (
          <Stack gap="md">
            <Checkbox
              label={`Erase ${name} for good`}
              checked={sure}
              onChange={(event) => setSure(event.currentTarget.checked)}
            />
            <Group>
              <Button color="red" disabled={!sure} onClick={() => void erase()} {...busyButton(busy)}>
                {busy ? 'Erasing…' : 'Erase'}
              </Button>
            </Group>
          </Stack>
        )}
      </Stack>
    </Page>
  )
}
