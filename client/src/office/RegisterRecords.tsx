import type { RegisterRecord } from '@lectern/shared/creditRegisters'
import { Stack } from '@mantine/core'
import { IconListSearch } from '@tabler/icons-react'
import { useState } from 'react'
import { Chip } from '../ui/Chip.tsx'
import { CreditText } from '../ui/CreditText.tsx'
import { type Column, DataTable } from '../ui/DataTable.tsx'
import { Empty } from '../ui/Empty.tsx'
import { FilterChips } from '../ui/FilterChips.tsx'
import { figure } from '../words/credit.ts'
import { shortDateOf } from '../words/times.ts'
import {
  type RecordStanding,
  recordStandings,
  recordTones,
  recordWords,
  remarksOf,
  standingOf,
} from './registerWords.ts'

const columns: Column<RegisterRecord>[] = [
  {
    id: 'name',
    label: 'Name',
    sortBy: ({ name }) => name,
    cell: ({ name }) => <span dir="auto">{name}</span>,
  },
  {
    id: 'credit',
    label: 'Credit',
    sortBy: ({ credit }) => credit,
    cell: ({ credit, amount }) => (
      <div className="office-roomy">
        <span className="figures">{figure(amount)}</span> <CreditText>{credit}</CreditText>
      </div>
    ),
  },
  {
    id: 'standing',
    label: 'Standing',
    sortBy: (record) => recordStandings.indexOf(standingOf(record)),
    cell: (record) => {
      const standing = standingOf(record)
      return <Chip tone={recordTones[standing]}>{recordWords[standing]}</Chip>
    },
  },
  {
    id: 'remarks',
    label: 'What to know',
    isText: true,
    cell: (record) => remarksOf(record).map((remark) => <div key={remark}>{remark}</div>),
  },
  {
    id: 'due',
    label: 'Due',
    sortBy: ({ dueBy }) => dueBy ?? Number.POSITIVE_INFINITY,
    cell: ({ dueBy, state }) =>
      dueBy !== null && (state === 'ready' || state === 'kept_back') ? shortDateOf(dueBy) : '',
  },
]

interface RegisterRecordsProps {
  /** The register's name. */
  name: string
  records: readonly RegisterRecord[]
}

/** Every record of a register, those first that somebody must act on. */
export function RegisterRecords({ name, records }: RegisterRecordsProps) {
  const [wanted, setWanted] = useState<RecordStanding | 'all'>('all')
  const count = (standing: RecordStanding) => records.filter((one) => standingOf(one) === standing).length
  const there = recordStandings.filter((standing) => count(standing) > 0)
  const rows = records.filter((one) => wanted === 'all' || standingOf(one) === wanted)
  return (
    <Stack gap="sm" mt="lg">
      {there.length > 1 && (
        <FilterChips
          label={`Records for ${name}`}
          value={wanted}
          onChange={setWanted}
          options={[
            { value: 'all', label: 'All', count: records.length },
            ...there.map((value) => ({ value, label: recordWords[value], count: count(value) })),
          ]}
        />
      )}
      <DataTable
        caption={`Records for ${name}`}
        columns={columns}
        rows={rows}
        rowKey={({ action, code }) => `${action} ${code}`}
        order={{ columnId: 'standing', isDescending: false }}
        empty={
          <Empty icon={IconListSearch} title={records.length === 0 ? 'No records yet' : 'None of these now'}>
            {records.length === 0
              ? 'They appear here once learners claim credit that this register takes.'
              : 'Choose another filter.'}
          </Empty>
        }
      />
    </Stack>
  )
}
