import './disclosures.css'
import type { OwnDisclosure } from '@lectern/shared/disclosures'
import { Anchor, Button, Group, Stack, Text } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { Link } from 'react-router'
import { request } from '../live/http.ts'
import { useCommand } from '../live/useCommand.ts'
import { busyButton } from '../ui/busyButton.ts'
import { Chip } from '../ui/Chip.tsx'
import { Dialog, DialogButtons } from '../ui/Dialog.tsx'
import { Loaded } from '../ui/Loaded.tsx'
import { Notice } from '../ui/Notice.tsx'
import { Page, PageHead } from '../ui/Page.tsx'
import { Refusal } from '../ui/Refusal.tsx'
import { Section } from '../ui/Section.tsx'
import { dateOf, dayOf, timeOf } from '../words/times.ts'
import { DisclosureForm } from './DisclosureForm.tsx'
import { ownDisclosureQuery } from './disclosureApi.ts'
import { ownStateWords, partNames, stateTones } from './disclosureWords.ts'

/** A person's own disclosure form, and where their parts in sessions stand. */
export default function DisclosurePage() {
  const own = useQuery({ ...ownDisclosureQuery, staleTime: 0, refetchOnWindowFocus: false })
  return (
    <Loaded query={own} label="Loading your form" isReady={own.isFetchedAfterMount}>
      {(data) => (
        <Page width="reading">
          <PageHead
            title="Financial disclosure"
            lead="Everybody in control of the content of accredited education fills this in, whether there is something to disclose or not. It holds for twelve months, for all sessions."
          />
          <Stack gap={40}>
            <Standing own={data} />
            <Definitions />
            <OwnForm key={`${data.form?.signedAt} ${data.withdrawnAt}`} own={data} />
          </Stack>
        </Page>
      )}
    </Loaded>
  )
}

function Standing({ own }: { own: OwnDisclosure }) {
  const { form, withdrawnAt, parts, now } = own
  return (
    <Section id="standing" title="Where you stand">
      <Stack gap="md">
        {form && form.validUntil > now && (
          <Text>
            Signed as “<bdi>{form.signature}</bdi>” on {dayOf(form.signedAt)}, {timeOf(form.signedAt)}. It
            holds until {dateOf(form.validUntil)}.
          </Text>
        )}
        {form && form.validUntil <= now && (
          <Notice role="status">
            Your form expired on {dateOf(form.validUntil)}. Look through it below and sign it again.
          </Notice>
        )}
        {!form && (
          <Notice role="status">
            {withdrawnAt === null
              ? 'You have not signed a form yet. Until you do, your sessions cannot be approved.'
              : `You withdrew your form on ${dateOf(withdrawnAt)}. Until you sign a new one, your sessions cannot go live.`}
          </Notice>
        )}
        {parts.length > 0 && (
          <ul className="disclosure-parts">
            {parts.map(({ sessionId, part, title, state }) => (
              <li key={`${sessionId} ${part}`}>
                <span>
                  <bdi>{title}</bdi> · {partNames[part]} ·{' '}
                  <Anchor
                    component={Link}
                    to={`/sessions/${sessionId}/handouts`}
                    underline="always"
                    aria-label={`Slides and handouts of ${title}`}
                  >
                    Slides and handouts
                  </Anchor>
                </span>
                <Chip tone={stateTones[state]}>{ownStateWords[state]}</Chip>
              </li>
            ))}
          </ul>
        )}
      </Stack>
    </Section>
  )
}

const Definitions = () => (
  <Section id="definitions" title="What to disclose">
    <dl className="disclosure-definitions">
      <div>
        <dt>Ineligible company</dt>
        <dd>
          A company whose primary business is producing, marketing, selling, re-selling or distributing
          healthcare products used by or on patients. Not: hospitals, practices, universities, publishers,
          insurers, government agencies.
        </dd>
      </div>
      <div>
        <dt>All relationships</dt>
        <dd>
          All financial relationships with such companies, of any amount, within the prior 24 months,
          regardless of your view of their relevance to the education. The CE office decides what is relevant.
          Research funding is disclosed by the principal or named investigator, even if the institution
          receives it.
        </dd>
      </div>
      <div>
        <dt>Who sees it</dt>
        <dd>
          The CE office sees the whole form. Learners see your name, the companies, the nature of each
          relationship and that it was mitigated, or that there is none. Exhibitors never see it here.
        </dd>
      </div>
    </dl>
  </Section>
)

/** The form in force stays closed until it is to be changed or renewed. */
function OwnForm({ own }: { own: OwnDisclosure }) {
  const { form, draft } = own
  const [isOpen, setOpen] = useState(form === null || draft !== null)
  const queries = useQueryClient()
  const signed = (after: OwnDisclosure) => queries.setQueryData(ownDisclosureQuery.queryKey, after)
  if (isOpen) return <DisclosureForm own={own} onSigned={signed} />
  return (
    <Group gap="sm">
      <Button onClick={() => setOpen(true)}>Renew or change the form</Button>
      <Withdraw own={own} onDone={signed} />
    </Group>
  )
}

interface WithdrawProps {
  own: OwnDisclosure
  onDone: (own: OwnDisclosure) => void
}

function Withdraw({ own: { revision }, onDone }: WithdrawProps) {
  const [isAsking, setAsking] = useState(false)
  const { busy, refusal, run } = useCommand()
  const withdraw = () =>
    run(async () => {
      const body = { actId: crypto.randomUUID(), revision }
      onDone(await request('disclosures.withdraw', { body }))
    })
  return (
    <>
      <Button variant="subtle" color="gray" {...busyButton(busy)} onClick={() => setAsking(true)}>
        Withdraw it
      </Button>
      <Dialog opened={isAsking} onClose={() => setAsking(false)} title="Withdraw your form?">
        <Stack gap="md">
          <Text>
            Your sessions can then not be approved or go live until you sign a new form. What learners have
            been told in sessions that have begun stays.
          </Text>
          <Refusal refusal={refusal} />
          <DialogButtons
            cancel="Keep it"
            onCancel={() => setAsking(false)}
            confirm="Withdraw"
            color="red"
            busy={busy}
            onConfirm={() => void withdraw()}
          />
        </Stack>
      </Dialog>
    </>
  )
}
