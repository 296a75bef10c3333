// Decides the product's look: cool neutrals, one deep teal accent for
// controls, amber only for "needs you", red only for "live" and for harm.
import { createTheme, type MantineColorsTuple } from '@mantine/core'

const teal: MantineColorsTuple = [
  '#eaf6f6',
  '#d3e9ea',
  '#a4d2d4',
  '#73babe',
  '#4ca6ab',
  '#33989e',
  '#1f8087',
  '#0f6b72',
  '#0f5c63',
  '#084a50',
]
const slate: MantineColorsTuple = [
  '#f5f7f9',
  '#e8ecf0',
  '#d3dae1',
  '#b3bec9',
  '#8d9baa',
  '#66768a',
  '#4d5c6e',
  '#3a4756',
  '#242e39',
  '#141a21',
]

/** The session room: text first, ground last. */
const night: MantineColorsTuple = [
  '#e6ebf0',
  '#c3ccd6',
  '#98a5b3',
  '#73818f',
  '#4a5866',
  '#35414d',
  '#242e38',
  '#171f27',
  '#10161d',
  '#0a0f14',
]

/**
 * Shade 8 fills and writes; 9 is for white text on it. Six and seven are what the library uses for errors.
 */
const red: MantineColorsTuple = [
  '#fdecea',
  '#fbdcd9',
  '#f3b0ab',
  '#e9847c',
  '#dc5a50',
  '#c93b31',
  '#b3261e',
  '#b3261e',
  '#b3261e',
  '#8a1c15',
]

/** The first two are grounds, 8 fills, 9 writes on the grounds. */
const amber: MantineColorsTuple = [
  '#fff4dc',
  '#fff4dc',
  '#ffe8ba',
  '#f9d78e',
  '#eec05a',
  '#d9a12b',
  '#bd8110',
  '#a36d05',
  '#8a5a00',
  '#5c3c00',
]

export const theme = createTheme({
  primaryColor: 'teal',
  primaryShade: { light: 8, dark: 5 },
  colors: { teal, gray: slate, dark: night, red, amber },
  fontFamily:
    'system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", "DejaVu Sans", Arial, sans-serif',
  fontSizes: { xs: '0.8125rem', sm: '0.9375rem', md: '1rem', lg: '1.2rem', xl: '1.44rem' },
  headings: {
    fontWeight: '650',
    sizes: {
      h1: { fontSize: '1.728rem', lineHeight: '1.25' },
      h2: { fontSize: '1.44rem', lineHeight: '1.3' },
      h3: { fontSize: '1.2rem', lineHeight: '1.35' },
    },
  },
  spacing: { xs: '4px', sm: '8px', md: '16px', lg: '24px', xl: '40px' },
  radius: { sm: '6px', md: '8px', lg: '8px' },
  defaultRadius: 'md',
  respectReducedMotion: true,
  cursorType: 'pointer',
  focusRing: 'auto',
  // Of dialogs and of messages: a sign alone says nothing to a screen reader.
  components: {
    CloseButton: { defaultProps: { 'aria-label': 'Close' } },
    // Texts by people follow the direction of their script.
    TextInput: { defaultProps: { attributes: { input: { dir: 'auto' } } } },
    Textarea: { defaultProps: { attributes: { input: { dir: 'auto' } } } },
  },
})
