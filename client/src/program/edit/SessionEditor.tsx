import type { PlannedView, Planning } from '@lectern/shared/programPlanning'
import { Button, Group, Stack, Text, UnstyledButton } from '@mantine/core'
import { Link } from 'react-router'
import { useConnectionStatus } from '../../live/useConnection.ts'
import { busyButton } from '../../ui/busyButton.ts'
import { Notice } from '../../ui/Notice.tsx'
import { Refusal } from '../../ui/Refusal.tsx'
import { useShownZone } from '../../words/zones.ts'
import { clearanceIn } from './clearances.ts'
import { DraftProblems } from './DraftProblems.tsx'
import { Exemption } from './Exemption.tsx'
import { ReviewPanel } from './ReviewPanel.tsx'
import { ScopeChoice } from './ScopeChoice.tsx'
import { SeriesSection } from './SeriesSection.tsx'
import { SessionActions } from './SessionActions.tsx'
import { SessionForm } from './SessionForm.tsx'
import { fieldsOf, type SessionFields } from './sessionFields.ts'
import { TwoVersions } from './TwoVersions.tsx'
import type { EditorPlace } from './useEditorPlace.ts'
import { useSaveSession } from './useSaveSession.ts'
import { useSessionForm } from './useSessionForm.ts'

interface SessionEditorProps {
  sessionId: string
  /** Undefined for a new session, which has `initial` values. */
  view: PlannedView | undefined
  initial: SessionFields | undefined
  planning: Planning
  place: EditorPlace
}

/** One session: its approval, what others changed meanwhile, its form, its series. */
export function SessionEditor({ sessionId, view, initial, planning, place }: SessionEditorProps) {
  const timeZone = useShownZone()
  const isAway = useConnectionStatus() === 'reconnecting'
  const session = view?.session
  const edit = useSessionForm({ sessionId, session, initial: initial ?? fieldsOf(session!) })
  const { draft, form } = edit
  const saving = useSaveSession({
    sessionId,
    edit,
    isNew: view === undefined,
    isInSeries: session?.series !== undefined,
    onCreated: () => place.open(sessionId),
  })
  const hasBegun = view !== undefined && view.state.liveAt !== null
  return (
    <Stack gap="md">
      {view && <ReviewPanel view={view} isChanged={edit.isChanged} />}
      {view && <Exemption view={view} isChanged={edit.isChanged} />}
      {edit.wasKept && edit.isChanged && (
        <Notice color="gray" role="status">
          You had not saved this. It is as you left it.{' '}
          <UnstyledButton className="link" onClick={edit.discard}>
            Discard it
          </UnstyledButton>
        </Notice>
      )}
      {isAway && (
        <Notice role="status">The connection is lost. What you write is kept here until it is back.</Notice>
      )}
      <TwoVersions draft={draft} by={saving.by} timeZone={timeZone} onChoose={edit.choose} />
      <DraftProblems {...{ sessionId, session, planning }} fields={form.values} onOpen={place.open} />
      <form {...edit.onSubmit(saving.submit)} aria-label={view ? 'Session' : 'New session'}>
        <SessionForm
          form={form}
          planning={planning}
          clearance={(personId) => clearanceIn(view?.review, session, personId)}
          hasBegun={hasBegun}
        />
        <div className="edit-foot">
          <Refusal refusal={saving.refusal} kept="What you wrote is kept here." size="sm" />
          <Group gap="sm">
            <Button
              type="submit"
              disabled={draft.open.length > 0 || (view !== undefined && !edit.isChanged)}
              {...busyButton(saving.busy)}
            >
              {view ? 'Save' : 'Create session'}
            </Button>
            {view && edit.isChanged && (
              <Button variant="default" onClick={edit.discard}>
                Discard changes
              </Button>
            )}
            <Text role="status">{saving.isSaved && !edit.isChanged && 'Saved.'}</Text>
          </Group>
        </div>
      </form>
      {saving.asksScope && (
        <ScopeChoice
          title="Save for which sessions?"
          confirm="Save"
          onClose={saving.cancelScope}
          onChoose={(scope) => void saving.saveFor(scope)}
        />
      )}
      {view && (
        <SeriesSection view={view} planning={planning} isChanged={edit.isChanged} onOpen={place.open} />
      )}
      {view && (
        <Text size="sm">
          Slides and handouts of every session are reviewed under <Link to="/office/handouts">Handouts</Link>,
          disclosures under <Link to="/office/disclosures">Disclosures</Link>.
        </Text>
      )}
      {view && <SessionActions view={view} onGone={place.close} onCopied={place.open} />}
    </Stack>
  )
}
