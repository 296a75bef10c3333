import type { Activity } from '@lectern/shared/credit'
import { amountText } from '@lectern/shared/creditAmount'
import { partsBy } from '@lectern/shared/creditParts'
import type { Planning } from '@lectern/shared/programPlanning'
import { carriesNoCredit } from '@lectern/shared/sessionKinds'
import { Button, Group, Select, Stack, Text } from '@mantine/core'
import { useState } from 'react'
import { useMe } from '../../live/me.ts'
import { CreditText } from '../../ui/CreditText.tsx'
import type { ContractForm } from '../../ui/useContractForm.ts'
import { ActivityDialog } from './ActivityDialog.tsx'
import type { SessionFields } from './sessionFields.ts'

/** More of them are counted. */
const numbersAtAGlance = 2

interface CreditFieldsProps {
  form: ContractForm<SessionFields>
  planning: Planning
  /** It has gone live: it stays in its activity. */
  hasBegun: boolean
}

/** The accredited activity that a session is part of, and what it is designated for. */
export function CreditFields({ form, planning, hasBegun }: CreditFieldsProps) {
  const isOffice = useMe().data?.person.roles.includes('office') ?? false
  const [edits, setEdits] = useState<'new' | 'chosen'>()
  const { activityId, kind, title } = form.values
  const chosen = planning.activities.find(({ id }) => id === activityId)
  if (carriesNoCredit(kind) && activityId === null)
    return (
      <Text size="sm" c="gray.7">
        This kind of session carries no credit, and is labelled so wherever it appears.
      </Text>
    )
  return (
    <fieldset className="edit-rows">
      <legend>Credit</legend>
      <Stack gap="sm">
        <Select
          label="Accredited activity"
          description={
            hasBegun
              ? 'The session has gone live and stays in its activity.'
              : 'Sessions of one activity are designated and claimed together.'
          }
          placeholder="No credit"
          data={planning.activities.map((each) => ({ value: each.id, label: each.title }))}
          disabled={hasBegun}
          clearable
          searchable
          clearButtonProps={{ 'aria-label': 'No credit' }}
          {...form.getInputProps('activityId')}
        />
        {chosen && <Designations activity={chosen} planning={planning} />}
        {isOffice && (
          <Group gap="sm">
            {chosen && (
              <Button variant="default" size="compact-md" onClick={() => setEdits('chosen')}>
                Change designation
              </Button>
            )}
            {!hasBegun && (
              <Button variant="default" size="compact-md" onClick={() => setEdits('new')}>
                New activity
              </Button>
            )}
          </Group>
        )}
        {!isOffice && (
          <Text size="sm" c="gray.7">
            The CE office makes activities and designates their credit.
          </Text>
        )}
      </Stack>
      {edits && (
        <ActivityDialog
          activity={edits === 'chosen' ? chosen : undefined}
          title={title}
          planning={planning}
          times={form.values}
          onClose={() => setEdits(undefined)}
          onSaved={(id) => form.setFieldValue('activityId', id)}
        />
      )}
    </fieldset>
  )
}

const perWords = { activity: '', session: ' for each session', day: ' for each day' }

const Designations = ({ activity, planning }: { activity: Activity; planning: Planning }) => (
  <ul className="series-dates figures">
    {activity.designations.map(({ policyId, maximum, number, numbers = [], per }) => {
      const body = planning.bodies.find(({ id }) => id === policyId)
      const all = [number, ...numbers.map((each) => each.number)].filter((each) => each !== '')
      return (
        <li key={policyId}>
          {body ? (
            <>
              <CreditText>{body.title}</CreditText>: {amountText(maximum, body)}
            </>
          ) : (
            `${policyId}: ${maximum}`
          )}
          {perWords[body ? partsBy({ ...(per && { per }) }, body) : 'activity']}
          {all.length > 0 && ` · ${all.slice(0, numbersAtAGlance).join(', ')}`}
          {all.length > numbersAtAGlance && ` and ${all.length - numbersAtAGlance} more`}
        </li>
      )
    })}
  </ul>
)
