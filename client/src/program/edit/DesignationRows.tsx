import type { Planning } from '@lectern/shared/programPlanning'
import { Button, Group, Stack } from '@mantine/core'
import { IconPlus, IconTrash } from '@tabler/icons-react'
import { newId } from '../../live/unanswered.ts'
import { IconButton } from '../../ui/IconButton.tsx'
import { Refusal } from '../../ui/Refusal.tsx'
import type { ContractForm } from '../../ui/useContractForm.ts'
import type { ActivityFields } from './activityFields.ts'
import { DesignationFields } from './DesignationFields.tsx'
import { emptyRow } from './designationFields.ts'
import type { DesignationProps } from './PartRows.tsx'
import type { PlannedCredit } from './plannedCredit.ts'
import { Removed, useRemoval } from './useRemoval.tsx'

/** As many as an activity can have. */
const most = 12

interface DesignationRowsProps {
  form: ContractForm<ActivityFields>
  planning: Planning
  credit: PlannedCredit
  inputOf: DesignationProps['inputOf']
}

/** The bodies that an activity is designated for. */
export function DesignationRows({ form, planning, credit, inputOf }: DesignationRowsProps) {
  const { remove, removed } = useRemoval(form, 'designations')
  const { designations } = form.values
  const bodies = planning.bodies
    .filter(
      ({ id, supersededBy }) => supersededBy === null || designations.some((row) => row.policyId === id),
    )
    .map(({ id, title }) => ({ value: id, label: title }))
  return (
    <fieldset className="edit-rows">
      <legend>Designated for at most</legend>
      <Stack gap="lg">
        {designations.map((row, index) => {
          const body = planning.bodies.find(({ id }) => id === row.policyId)
          const name = body?.title ?? `designation ${index + 1}`
          return (
            <Group
              key={row.key}
              className="edit-designation-row"
              role="group"
              aria-label={`Designation ${index + 1}${body ? `: ${body.title}` : ''}`}
              gap="sm"
              align="flex-start"
              wrap="nowrap"
            >
              <DesignationFields {...{ form, index, row, body, credit, inputOf, bodies }} />
              <IconButton
                label={`Remove designation ${index + 1}`}
                icon={IconTrash}
                iconSize={16}
                disabled={credit.hasBegun}
                onClick={() => remove(index, row, name)}
              />
            </Group>
          )
        })}
        <Refusal refusal={form.errors.designations as string | undefined} size="sm" />
        <Group gap="sm">
          <Button
            variant="default"
            size="compact-md"
            leftSection={<IconPlus size={16} stroke={2} aria-hidden="true" />}
            disabled={designations.length >= most || credit.hasBegun}
            onClick={() => form.insertListItem('designations', emptyRow(newId()))}
          >
            Add body
          </Button>
          <Removed removed={removed} />
        </Group>
      </Stack>
    </fieldset>
  )
}
