// Every part of the pages in every state, to be looked at while one builds. Only the development server has
// it.
import { Button, Group, Skeleton, Stack, TextInput, Title } from '@mantine/core'
import {
  IconCalendarEvent,
  IconCheck,
  IconMicrophone,
  IconMicrophoneOff,
  IconPin,
  IconX,
} from '@tabler/icons-react'
import { type ReactNode, useState } from 'react'
import { Chip, type Tone } from '../ui/Chip.tsx'
import { type Column, DataTable } from '../ui/DataTable.tsx'
import { Empty } from '../ui/Empty.tsx'
import { CompanyLogo, Face, Faces } from '../ui/Face.tsx'
import { FilterChips } from '../ui/FilterChips.tsx'
import { IconButton } from '../ui/IconButton.tsx'
import { Keycap } from '../ui/Keycap.tsx'
import { Night } from '../ui/Night.tsx'
import { LoadFailed, Notice } from '../ui/Notice.tsx'
import { Page, PageHead } from '../ui/Page.tsx'
import { PictureField } from '../ui/PictureField.tsx'
import { Refusal } from '../ui/Refusal.tsx'
import { SchemeChoice } from '../ui/SchemeChoice.tsx'
import { SpanBar } from '../ui/SpanBar.tsx'
import { Stat, Stats } from '../ui/Stats.tsx'
import { Steps } from '../ui/Steps.tsx'
import { toast } from '../ui/toast.tsx'

const names = [
  'Adaeze Okafor',
  'Björn Lindqvist',
  'X',
  'María del Carmen Fernández de la Vega y Ortiz',
  'محمد الأحمد',
  '李小龍',
]
const people = names.map((name) => ({ personId: name, name }))
const tones: Tone[] = ['quiet', 'accent', 'amber', 'live', 'done']
const tracks = [
  { value: 'all', label: 'All tracks', count: 42 },
  { value: 'heart', label: 'Heart failure', count: 12, dot: 'var(--mantine-color-teal-6)' },
  { value: 'long', label: 'A track whose name is as long as anybody would ever make it, and then some more' },
] as const

interface Row {
  name: string
  minutes: number
  state: Tone
}
const rows: Row[] = names.map((name, index) => ({ name, minutes: 12 * index, state: tones[index % 5]! }))
const columns: Column<Row>[] = [
  { id: 'name', label: 'Name', cell: ({ name }) => <bdi>{name}</bdi>, sortBy: ({ name }) => name },
  {
    id: 'minutes',
    label: 'Watched',
    cell: ({ minutes }) => `${minutes} / 60 min`,
    sortBy: (row) => row.minutes,
    isNumber: true,
  },
  { id: 'state', label: 'Status', cell: ({ state }) => <Chip tone={state}>{state}</Chip> },
]

const Part = ({ title, children }: { title: string; children: ReactNode }) => (
  <Stack component="section" gap="sm" aria-label={title}>
    <Title order={2}>{title}</Title>
    {children}
  </Stack>
)

export default function DesignPage() {
  return (
    <main>
      <Page>
        <PageHead
          title="Parts of the pages"
          over="Development"
          lead="Each part in each state. Change the appearance, the width and the text size, and look again."
          actions={
            <>
              <SchemeChoice />
              <Button onClick={() => toast('Approved', { undo: () => undefined, undoKey: 'u' })}>
                Toast
              </Button>
            </>
          }
        />
        <Stack gap="xl">
          <Words />
          <Controls />
          <Figures />
          <Part title="States of loading and failing">
            <Skeleton h={56} />
            <Empty icon={IconCalendarEvent} title="No sessions yet" action={<Button>Add a session</Button>}>
              They appear here as soon as the organiser adds them.
            </Empty>
            <LoadFailed message="The server did not answer." retry={() => undefined} />
            <Notice role="status">The session starts late.</Notice>
            <Notice color="gray" role="status">
              The session has ended.
            </Notice>
            <Refusal refusal="This question was changed by somebody else." kept="Your words are kept." />
          </Part>
          <Part title="A picture of which there is one">
            <PictureField
              noun="picture"
              doneWords="Your picture is shown from now on."
              kind="face"
              shown={<Face name={names[0]!} size={96} />}
              isGiven
              onUpload={async (_file, onProgress) => onProgress(0.5)}
              onRemove={async () => undefined}
            >
              Shown beside your name in the programme.
            </PictureField>
          </Part>
          <Part title="Tables">
            <DataTable
              caption="People"
              columns={columns}
              rows={rows}
              rowKey={({ name }) => name}
              onOpen={() => undefined}
            />
          </Part>
          <Part title="In the dark of the room">
            <Night p="md">
              <Group>
                {tones.map((tone) => (
                  <Chip key={tone} tone={tone}>
                    {tone}
                  </Chip>
                ))}
                <IconButton label="Mute" icon={IconMicrophone} />
                <Button>Join</Button>
                <Button variant="default">Details</Button>
              </Group>
            </Night>
          </Part>
        </Stack>
      </Page>
    </main>
  )
}

const Words = () => (
  <Part title="Words">
    <div>
      <Title order={2}>Second heading, 20 px</Title>
      <Title order={3}>Third heading, 17 px</Title>
      <p>Text at 16 px, for reading. A clinician joins between two patients.</p>
      <p className="dense">Text at 14 px, in tools: 12 (40%) · 44 / 46 min · 1.00</p>
    </div>
    <Group>
      {tones.map((tone) => (
        <Chip key={tone} tone={tone} {...(tone === 'accent' && { icon: IconCheck })}>
          {tone}
        </Chip>
      ))}
    </Group>
    <Group>
      {names.map((name) => (
        <Face key={name} name={name} size={40} />
      ))}
      <Face name="Picture missing" src="/nowhere.webp" size={40} />
      <Faces people={people} />
      <CompanyLogo name="Meridian Imaging" />
    </Group>
  </Part>
)

function Controls() {
  const [track, setTrack] = useState<string>('heart')
  return (
    <Part title="Controls">
      <Group>
        <Button>Join</Button>
        <Button variant="default">Details</Button>
        <Button variant="subtle">More</Button>
        <Button color="red">End for everyone</Button>
        <Button loading>Claim</Button>
        <Button disabled>Claim</Button>
        <Button variant="default">
          Approve&nbsp;
          <Keycap of="a" />
        </Button>
      </Group>
      <Group>
        <IconButton label="Approve" icon={IconCheck} shortcut="a" />
        <IconButton label="Dismiss" icon={IconX} shortcut="d" />
        <IconButton label="Pin" icon={IconPin} shortcut="p" aria-pressed />
        <IconButton label="Unmute" icon={IconMicrophoneOff} disabled />
      </Group>
      <FilterChips label="Track" options={tracks} value={track} onChange={setTrack} />
      <TextInput label="Your name" description="As printed on certificates" />
      <TextInput label="NPI" error="An NPI has ten digits." defaultValue="123" />
    </Part>
  )
}

const Figures = () => (
  <Part title="Figures and progress">
    <Stats label="Credit">
      <Stat label="Learners" value="412" />
      <Stat label="Eligible" value="380 (92%)" />
      <Stat label="Claimed" value="377" hint="3 more than an hour ago" />
      <Stat label="To report" value="12" hint="18 days left" tone="amber" />
    </Stats>
    <Steps
      label="From the session to the certificate"
      steps={[
        { id: 'watched', title: 'Watched 44 / 46 min', state: 'done' },
        {
          id: 'evaluation',
          title: 'Evaluation',
          state: 'now',
          children: <Button mt={8}>Start evaluation</Button>,
        },
        { id: 'claim', title: 'Claim 0.75', state: 'next' },
      ]}
    />
    <SpanBar
      label="The session, 46 minutes"
      length={46}
      spans={[
        { from: 0, to: 20, tone: 'done', label: '10:00 – 10:20: counted' },
        { from: 20, to: 23, tone: 'amber', label: '10:20 – 10:23: connection lost' },
        { from: 23, to: 40, tone: 'done', label: '10:23 – 10:40: counted' },
        { from: 40, to: 46, tone: 'quiet', label: '10:40 – 10:46: exhibit hall' },
      ]}
    />
  </Part>
)
