import './people.css'
import type { Profession } from '@lectern/shared/accounts'
import type { MergePreview } from '@lectern/shared/peopleMerging'
import { Anchor, Button, Checkbox, Group, List, Stack, Text, VisuallyHidden } from '@mantine/core'
import { IconArrowsExchange } from '@tabler/icons-react'
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
import { professionWords } from '../words/credit.ts'
import { FindOther } from './FindOther.tsx'
import { mergePath, mergeQuery, peopleKey, personPath } from './peopleApi.ts'

/** Two people side by side, and what merging them does: nothing is done before this was shown. */
export default function MergePage() {
  const { personId = '', otherId } = useParams()
  if (otherId === undefined) return <FindOther personId={personId} />
  return <Compared key={`${personId} ${otherId}`} personId={personId} otherId={otherId} />
}

function Compared({ personId, otherId }: { personId: string; otherId: string }) {
  const preview = useQuery(mergeQuery(personId, otherId))
  return (
    <Loaded query={preview} label="Comparing these two" missing="One of these two is not here any more">
      {(shown) => <Merge key={shown.seen} preview={shown} />}
    </Loaded>
  )
}

function Merge({ preview }: { preview: MergePreview }) {
  const { kept, merged, moves, notes, refusals, seen } = preview
  const navigate = useNavigate()
  const [sure, setSure] = useState(false)
  const { busy, refusal, run } = useCommand({ changes: peopleKey })
  const merge = async () => {
    const params = { personId: kept.id, otherId: merged.id }
    if (!(await run(() => request('people.merge', { params, body: { seen } })))) return
    toast(`${merged.name} is merged into ${kept.name}.`)
    void navigate(personPath(kept.id), { replace: true })
  }
  return (
    <Page width="reading">
      <PageHead
        title="Merge two people"
        over={
          <Anchor component={Link} to="/office/people/duplicates">
            Duplicates
          </Anchor>
        }
        lead="Everything of the one on the right moves to the one on the left, credit included. It cannot be undone."
        actions={
          <Button
            component={Link}
            variant="default"
            to={mergePath(merged.id, kept.id)}
            replace
            leftSection={<IconArrowsExchange size={16} stroke={1.75} aria-hidden="true" />}
          >
            Swap
          </Button>
        }
      />
      <Stack gap={32}>
        <Sides preview={preview} />
        {refusals.length > 0 && (
          <Notice color="red" title="They cannot be merged now" role="status">
            <List>
              {refusals.map((words) => (
                <List.Item key={words}>{words}</List.Item>
              ))}
            </List>
          </Notice>
        )}
        {notes.length > 0 && (
          <Section id="notes" title="What differs">
            <List>
              {notes.map((words) => (
                <List.Item key={words}>{words}</List.Item>
              ))}
            </List>
          </Section>
        )}
        <Section id="moves" title="What moves">
          <List>
            {moves.map((words) => (
              <List.Item key={words}>{words}</List.Item>
            ))}
          </List>
          <Text mt="sm" c="gray.7">
            Certificates stay valid, with the name they were issued with. The old ID goes on to be found.
          </Text>
        </Section>
        <Refusal refusal={refusal} />
        {refusals.length === 0 && (
          <Stack gap="md">
            <Checkbox
              label={`${kept.name} and ${merged.name} are the same person`}
              checked={sure}
              onChange={(event) => setSure(event.currentTarget.checked)}
            />
            <Group>
              <Button disabled={!sure} onClick={() => void merge()} {...busyButton(busy)}>
                {busy ? 'Merging…' : 'Merge'}
              </Button>
            </Group>
          </Stack>
        )}
      </Stack>
    </Page>
  )
}

/** A profession comes by its code. */
const wordsOf = (value: string): string =>
  Object.hasOwn(professionWords, value) ? professionWords[value as Profession] : value

const Sides = ({ preview: { kept, merged } }: { preview: MergePreview }) => (
  <table className="people-sides" aria-label="Both people">
    <thead>
      <tr>
        <th scope="col">
          <VisuallyHidden>Fact</VisuallyHidden>
        </th>
        <th scope="col">Stays</th>
        <th scope="col">Goes</th>
      </tr>
    </thead>
    <tbody>
      {kept.facts.map(({ label, value }, i) => {
        const other = merged.facts[i]?.value ?? ''
        if (value === '' && other === '') return null
        return (
          <tr key={label} data-differs={value !== other}>
            <th scope="row">{label}</th>
            <td dir="auto">{wordsOf(value) || '–'}</td>
            <td dir="auto">{wordsOf(other) || '–'}</td>
          </tr>
        )
      })}
    </tbody>
  </table>
)
