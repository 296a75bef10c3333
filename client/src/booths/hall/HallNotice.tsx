import { Anchor, Button, Container, Group, List, Stack, Text, Title } from '@mantine/core'
import { Link, useLocation, useNavigate } from 'react-router'
import { useStore } from 'zustand'
import { busyButton } from '../../ui/busyButton.ts'
import { Notice } from '../../ui/Notice.tsx'
import { PageHeading } from '../../ui/PageHeading.tsx'
import { Refusal } from '../../ui/Refusal.tsx'
import type { Hall } from './hallClient.ts'

/** Before the hall: says that the person leaves the education, and what that means. */
export function HallNotice({ hall }: { hall: Hall }) {
  const { leftElsewhere, moving, moveProblem } = useStore(hall.store)
  const navigate = useNavigate()
  const cameFromHere = useLocation().key !== 'default'
  const stay = () => void (cameFromHere ? navigate(-1) : navigate('/'))
  return (
    <Container size="xs" py="xl">
      <Stack gap="md">
        {leftElsewhere && (
          <Notice color="gray" role="status" title="You have left the hall">
            You went back to the education in another window or on another device.
          </Notice>
        )}
        <div>
          <PageHeading title="Exhibit hall">You are leaving the education.</PageHeading>
          <Title order={2} size="h3" mt="sm">
            The credit clock stops until you return.
          </Title>
        </div>
        <List component="ul" spacing="xs">
          <List.Item>It stops on all of your devices. What you have earned stays yours.</List.Item>
          <List.Item>
            In the exhibit hall companies show what they make and sell. Nothing there is education.
          </List.Item>
          <List.Item>
            Companies see “Visitor” and a number. They learn nothing else about you unless you give it to
            them, field by field.
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
            What you have given to companies
          </Anchor>{' '}
          can be seen and withdrawn without entering.
        </Text>
      </Stack>
    </Container>
  )
}
