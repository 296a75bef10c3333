import type { Health } from '@lectern/shared/health'
import { Text } from '@mantine/core'
import { Chip } from '../ui/Chip.tsx'
import { type Column, DataTable } from '../ui/DataTable.tsx'
import { Notice } from '../ui/Notice.tsx'
import { PlainList } from '../ui/PlainList.tsx'
import { Section } from '../ui/Section.tsx'
import { countOf, percent } from '../words/counts.ts'
import { dayAndTime, timeOf } from '../words/times.ts'
import { outageOf } from './healthWords.ts'

/** Beyond this share of its cores a media node should not be asked for more. */
const heavy = 0.8

type Node = Health['nodes'][number]
type Server = Health['servers'][number]

const loadOf = (load: number) => <Chip tone={load > heavy ? 'amber' : 'quiet'}>{percent(load)}</Chip>

const nodeColumns: Column<Node>[] = [
  { id: 'node', label: 'Media server', cell: ({ nodeId }) => <code>{nodeId.slice(0, 12)}</code> },
  { id: 'region', label: 'Region', cell: ({ region }) => region },
  { id: 'load', label: 'Load', sortBy: ({ load }) => load, cell: ({ load }) => loadOf(load) },
  {
    id: 'viewers',
    label: 'Viewers',
    isNumber: true,
    sortBy: ({ viewers }) => viewers,
    cell: ({ viewers }) => countOf(viewers),
  },
  { id: 'state', label: 'State', cell: ({ draining }) => (draining ? 'takes nobody new' : 'ready') },
]

const serverColumns: Column<Server>[] = [
  { id: 'name', label: 'Server', cell: ({ name }) => <code>{name}</code> },
  { id: 'load', label: 'Load', sortBy: ({ load }) => load, cell: ({ load }) => loadOf(load) },
  {
    id: 'sockets',
    label: 'Pages',
    isNumber: true,
    sortBy: ({ sockets }) => sockets,
    cell: ({ sockets }) => countOf(sockets),
  },
  { id: 'at', label: 'Last sign', cell: ({ at }) => timeOf(at) },
]

/** The machines that carry it, and where they failed. */
export function Platform({ health: { nodes, servers, outages } }: { health: Health }) {
  return (
    <>
      <Section id="machines" title="Machines">
        {nodes.length === 0 && (
          <Notice mb="sm" title="No media server is there">
            Nobody can watch or speak until one is started.
          </Notice>
        )}
        <div className="health-machines">
          {nodes.length > 0 && (
            <DataTable
              caption="Media servers"
              columns={nodeColumns}
              rows={nodes}
              rowKey={({ nodeId }) => nodeId}
            />
          )}
          <DataTable
            caption="Servers"
            columns={serverColumns}
            rows={servers}
            rowKey={({ name }) => name}
            empty={
              <Text size="sm" c="gray.7">
                Servers tell their load four times a minute.
              </Text>
            }
          />
        </div>
      </Section>
      <Section id="outages" title="Failures of the platform">
        {outages.length === 0 ? (
          <Text size="sm" c="gray.7">
            None in the last day. Where one keeps a talk from people, their minutes are excused.
          </Text>
        ) : (
          <PlainList gap={4}>
            {outages.map((outage) => (
              <li key={outage.id} className="figures">
                {outageOf(outage)}: {dayAndTime(outage.from)}
                {outage.to === null ? ', and it lasts' : ` – ${timeOf(outage.to)}`}
              </li>
            ))}
          </PlainList>
        )}
      </Section>
    </>
  )
}
