import { Text, type TextProps } from '@mantine/core'

export interface RefusalProps extends TextProps {
  /** Nothing is drawn without one. */
  refusal: { readonly message: string } | string | false | null | undefined
  /** What happened to the text that was written. */
  kept?: string | undefined
}

/** Why a request was refused, next to its control. */
export function Refusal({ refusal, kept, ...rest }: RefusalProps) {
  if (!refusal) return null
  const message = typeof refusal === 'string' ? refusal : refusal.message
  return (
    <Text role="alert" c="red" {...rest}>
      {kept ? `${message} ${kept}` : message}
    </Text>
  )
}
