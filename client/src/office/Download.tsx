import { Button } from '@mantine/core'
import { IconDownload } from '@tabler/icons-react'

interface DownloadProps {
  label: string
  href: string
  /** What the file is about, for people who hear the button without the page around it. */
  of: string
  onDownload?: () => void
}

/** A file to take away. Each is recorded in the ledger. */
export function Download({ label, href, of, onDownload }: DownloadProps) {
  return (
    <Button
      component="a"
      href={href}
      download
      variant="default"
      size="compact-sm"
      leftSection={<IconDownload size={14} aria-hidden="true" />}
      aria-label={`Download ${label}: ${of}`}
      {...(onDownload && { onClick: onDownload })}
    >
      {label}
    </Button>
  )
}
