import { Anchor, Button, Group, List, Stack, Text } from '@mantine/core'
import { Link, useLocation, useNavigate } from 'react-router'
import { useStore } from 'zustand'
import { busyButton } from '../../ui/busyButton.ts'
import { Notice } from '../../ui/Notice.tsx'
import { Page, PageHead } from '../../ui/Page.tsx'
import { Refusal } from '../../ui/Refusal.tsx'
import type { Hall } from './hallClient.ts'

/** Before the hall: says that the person leaves the sessions, and what that means. */
export function HallNotice({ hall }: { hall: Hall }) {
  const { leftElsewhere, moving, moveProblem } = useStore(hall.store)
  const navigate = useNavigate()
  const cameFromHere = useLocation().key !== 'default'
  const stay = () => void (cameFromHere ? navigate(-1) : navigate('/'))
  return (
    <Page width="reading">
      <Stack gap="md">
        {leftElsewhere && (
          <Notice color="gray" role="status" title="You left the exhibit hall">
            You went back to the sessions in another window or on another device.
          </Notice>
        )}
        <PageHead
          title="You’re leaving the sessions"
          tabTitle="Exhibit hall"
          lead="The credit clock stops until you return."
        />
        <List component="ul" spacing="xs">
          <List.Item>It stops on all your devices. You keep what you’ve earned.</List.Item>
          <List.Item>
            In the exhibit hall, companies show what they make and sell. Nothing there is education.
          </List.Item>
          <List.Item>
            Companies see “Visitor” and a number. They learn nothing else about you unless you share it, field
            by field.
          </List.Item>
        </List>
        <Refusal refusal={moveProblem} kept="You are not in the hall." />
        <Group gap="sm">
          <Button onClick={() => void hall.enter()} {...busyButton(moving === 'in')}>
            Enter the hall
          </Button>
          <Button variant="default" onClick={stay}>
            Stay
          </Button>
        </Group>
        <Text size="sm">
          <Anchor component={Link} to="/hall/my-consents" underline="always">
            Review or withdraw
          </Anchor>{' '}
          what you’ve shared without entering.
        </Text>
      </Stack>
    </Page>
  )
}
