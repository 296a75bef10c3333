import { Box, type BoxProps, type ElementProps } from '@mantine/core'
import { nightVariables } from './theme.ts'

/** A part that is dark in either scheme, such as the session room around the picture. */
export const Night = ({ style, ...rest }: BoxProps & ElementProps<'div', keyof BoxProps>) => (
  <Box
    data-mantine-color-scheme="dark"
    bg="var(--ground)"
    c="var(--text)"
    style={[nightVariables as React.CSSProperties, style]}
    {...rest}
  />
)
