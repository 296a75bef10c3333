import type { PlannedView, Planning } from '@lectern/shared/programPlanning'
import { Drawer, Text } from '@mantine/core'
import { useWindowEvent } from '@mantine/hooks'
import { SessionEditor } from './SessionEditor.tsx'
import { newFields } from './sessionFields.ts'
import type { EditorPlace } from './useEditorPlace.ts'

interface SessionDrawerProps {
  planning: Planning
  place: EditorPlace
}

const halfHour = 30 * 60_000
const hourMs = 3_600_000

/** Where a session without a place of its own begins: after the last one, or at the next whole hour. */
function nextPlace({ sessions }: Planning): { startsAt: number; endsAt: number; track: string } {
  const last = sessions.reduce((latest, { session }) => Math.max(latest, session.endsAt), 0)
  const startsAt = last || Math.ceil(Date.now() / hourMs) * hourMs
  return { startsAt, endsAt: startsAt + halfHour, track: '' }
}

/** Escape in a dialog over the drawer closes that alone, and in an open list of choices the list. */
function isForDrawer({ key, target, isComposing }: KeyboardEvent): boolean {
  if (key !== 'Escape' || isComposing) return false
  const [drawer, ...others] = document.querySelectorAll('[role="dialog"]')
  if (others.length > 0 || !(target instanceof Element)) return others.length === 0
  // A dialog that has just closed holds the key's target, and is gone.
  const around = target.closest('[role="dialog"]')
  const isInList = target.getAttribute('data-mantine-stop-propagation') === 'true'
  return !isInList && (around === null || around === drawer)
}

/** The form of the session that is open, or of a new one. */
export function SessionDrawer({ planning, place }: SessionDrawerProps) {
  const { sessionId, created } = place
  const view = planning.sessions.find(({ session }) => session.id === sessionId)
  const isOpen = sessionId !== undefined || created !== undefined
  useWindowEvent('keydown', (event) => isOpen && isForDrawer(event) && place.close(), { capture: true })
  return (
    <Drawer.Root opened={isOpen} onClose={place.close} position="right" size="xl" closeOnEscape={false}>
      <Drawer.Overlay />
      <Drawer.Content>
        {/* Its element is a <header>, which would count as a second banner of the page. */}
        <Drawer.Header role="presentation">
          <Drawer.Title dir="auto">
            {created ? 'New session' : (view?.session.title ?? 'Session')}
          </Drawer.Title>
          <Drawer.CloseButton />
        </Drawer.Header>
        <Drawer.Body className="dense">
          {created && (
            <SessionEditor
              key={created.id}
              sessionId={created.id}
              view={undefined}
              initial={newFields({ ...nextPlace(planning), ...created.place })}
              {...{ planning, place }}
            />
          )}
          {view && <Existing key={view.session.id} view={view} {...{ planning, place }} />}
          {sessionId !== undefined && !view && (
            <Text>
              This session is not in the programme any more. It may have been removed by somebody else.
            </Text>
          )}
        </Drawer.Body>
      </Drawer.Content>
    </Drawer.Root>
  )
}

const Existing = ({ view, ...rest }: SessionDrawerProps & { view: PlannedView }) => (
  <SessionEditor sessionId={view.session.id} view={view} initial={undefined} {...rest} />
)
