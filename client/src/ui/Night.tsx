import { Box, type BoxProps, type ElementProps } from '@mantine/core'
import { nightVariables } from './theme.ts'

interface NightProps extends BoxProps, ElementProps<'div', keyof BoxProps> {
  component?: 'div' | 'section'
}

/** A part that is dark in either scheme, such as the session room around the picture. */
export const Night = ({ style, component = 'div', ...rest }: NightProps) => (
  <Box
    component={component as 'div'}
    data-mantine-color-scheme="dark"
    bg="var(--ground)"
    c="var(--text)"
    style={[nightVariables as React.CSSProperties, style]}
    {...rest}
  />
)
