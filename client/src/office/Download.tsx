import { Button } from '@mantine/core'
import { IconDownload } from '@tabler/icons-react'

interface DownloadProps {
  label: string
  href: string
  /** What it is of, for those who hear it by itself. */
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
