import { Container, Skeleton, Stack } from '@mantine/core'

export function FloorSkeleton({ label = 'Loading the exhibit hall' }: { label?: string }) {
  return (
    <Container size="lg" py="lg" role="status" aria-label={label}>
      <Stack>
        <Skeleton h={36} w="40%" />
        <Skeleton h={96} />
        <Skeleton h={96} />
        <Skeleton h={96} />
      </Stack>
    </Container>
  )
}
