import { Group, Loader } from '@mantine/core'

export function Loading() {
  return (
    <Group justify="center" py="xl" role="status" aria-label="Loading">
      <Loader type="dots" />
    </Group>
  )
}
