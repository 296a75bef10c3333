import { Button, CopyButton, Text } from '@mantine/core'
import { Notice } from '../../ui/Notice.tsx'

interface StaffLinkProps {
  name: string
  link: string
  /** Nobody can show this link a second time. */
  isOnce?: boolean
}

/** The personal link of a member of staff, to be copied and passed on by hand. */
export const StaffLink = ({ name, link, isOnce = false }: StaffLinkProps) => (
  <Notice color="gray" role="status" title={`Personal link of ${name}`}>
    It signs in whoever opens it: send it to {name} only.
    {isOnce && ' Copy it now – it won’t be shown again.'}
    <Text className="booth-link" my="sm">
      {link}
    </Text>
    <CopyButton value={link}>
      {({ copied, copy }) => (
        <Button size="compact-md" onClick={copy}>
          {copied ? 'Copied' : 'Copy link'}
        </Button>
      )}
    </CopyButton>
  </Notice>
)
