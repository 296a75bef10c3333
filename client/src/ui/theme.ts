// Decides the product's look: cool neutrals, one deep teal accent for
// controls, amber only for "needs you", red only for "live" and for harm.
import { type CSSVariablesResolver, createTheme, type MantineColorsTuple } from '@mantine/core'

const teal: MantineColorsTuple = [
  '#eaf6f6',
  '#d3e9ea',
  '#a4d2d4',
  '#73babe',
  '#4ca6ab',
  '#33989e',
  '#1f8087',
  '#0a7680',
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

/**
 * The dark scheme, also of the session room in either scheme. The greys turn round, so that a shade has one
 * meaning: 0 is the ground, 2 a hairline, 7 quiet text, 9 text.
 */
export const nightVariables = {
  '--mantine-color-gray-0': '#10161d',
  '--mantine-color-gray-1': '#1c2530',
  '--mantine-color-gray-2': '#2b3642',
  '--mantine-color-gray-3': '#3a4754',
  '--mantine-color-gray-4': '#556372',
  '--mantine-color-gray-5': '#7a8898',
  '--mantine-color-gray-6': '#97a4b2',
  '--mantine-color-gray-7': '#b2bdc8',
  '--mantine-color-gray-8': '#d3dae1',
  '--mantine-color-gray-9': '#eef2f5',
  '--mantine-color-amber-0': '#2b2213',
  '--mantine-color-amber-1': '#2b2213',
  '--mantine-color-amber-2': '#463717',
  '--mantine-color-amber-9': '#ffe8ba',
  '--mantine-color-red-0': '#381a1a',
  '--mantine-color-red-1': '#4a2020',
  '--mantine-color-red-9': '#ffb4ad',
  '--mantine-color-teal-0': '#12303a',
  '--mantine-color-teal-1': '#173c47',
  '--mantine-color-teal-8': '#73babe',
  '--mantine-color-teal-9': '#a4d2d4',
  '--mantine-color-teal-filled': '#1f8087',
  '--mantine-color-teal-filled-hover': '#0a7680',
  '--mantine-color-teal-light': '#12303a',
  '--mantine-color-teal-light-hover': '#173c47',
  '--mantine-color-teal-light-color': '#73babe',
  '--mantine-color-teal-outline': '#73babe',
  '--mantine-color-gray-light': '#1c2530',
  '--mantine-color-gray-light-hover': '#2b3642',
  '--mantine-color-gray-light-color': '#d3dae1',
  '--mantine-color-gray-outline': '#b2bdc8',
  '--mantine-color-amber-light': '#2b2213',
  '--mantine-color-amber-light-hover': '#463717',
  '--mantine-color-amber-light-color': '#ffe8ba',
  '--mantine-color-red-light': '#381a1a',
  '--mantine-color-red-light-hover': '#4a2020',
  '--mantine-color-red-light-color': '#ff9b93',
  '--mantine-color-red-outline': '#ff9b93',
  '--mantine-primary-color-light': '#12303a',
  '--mantine-primary-color-light-hover': '#173c47',
  '--mantine-primary-color-light-color': '#73babe',
  '--mantine-color-red-filled': '#b3261e',
  '--mantine-color-red-filled-hover': '#8a1c15',
  '--mantine-color-red-text': '#ff9b93',
  '--mantine-color-error': '#ff9b93',
  '--mantine-color-amber-filled': '#8a5a00',
  '--mantine-primary-color-filled': '#1f8087',
  '--mantine-primary-color-filled-hover': '#0a7680',
  '--mantine-color-anchor': '#73babe',
  '--mantine-color-body': '#171f27',
  '--mantine-color-text': '#eef2f5',
  '--mantine-color-dimmed': '#b2bdc8',
  '--mantine-color-default': '#1c2530',
  '--mantine-color-default-hover': '#2b3642',
  '--mantine-color-default-color': '#eef2f5',
  '--mantine-color-default-border': '#3a4754',
  '--mantine-color-placeholder': '#97a4b2',
  '--surface': '#171f27',
  '--ground': '#10161d',
  '--line': '#2b3642',
  // It was resolved where the page begins.
  '--hairline': '1px solid #2b3642',
  '--text': '#eef2f5',
  '--quiet': '#b2bdc8',
  '--accent': '#73babe',
  '--selected': '#12303a',
  '--live': '#ff9b93',
  '--field-edge': '#66768a',
  '--tint-1': '#1d3a4d',
  '--tint-2': '#2f3355',
  '--tint-3': '#1f3f36',
  '--tint-4': '#43304a',
  '--tint-5': '#45381f',
} as const

/** What the kit does not name itself. */
export const dayVariables = {
  '--mantine-color-text': slate[9],
  '--mantine-color-dimmed': slate[7],
  '--mantine-color-placeholder': slate[6],
  '--mantine-color-default-border': slate[3],
  '--mantine-color-gray-light': slate[1],
  '--mantine-color-gray-light-hover': slate[2],
  '--mantine-color-gray-light-color': slate[8],
  '--mantine-color-amber-filled': amber[8],
  '--mantine-color-amber-filled-hover': amber[9],
  '--mantine-color-amber-light': amber[0],
  '--mantine-color-amber-light-color': amber[9],
  '--mantine-color-teal-light': teal[0],
  '--mantine-color-teal-light-color': teal[8],
  '--mantine-color-red-light': red[0],
  '--mantine-color-red-light-color': red[8],
  '--surface': '#ffffff',
  '--ground': slate[0],
  '--line': slate[2],
  '--text': slate[9],
  '--quiet': slate[7],
  '--accent': teal[7],
  '--selected': teal[0],
  '--live': red[8],
  '--field-edge': '#8292a2',
  '--tint-1': '#d9e8f2',
  '--tint-2': '#e1e3f4',
  '--tint-3': '#daece4',
  '--tint-4': '#efe1ef',
  '--tint-5': '#f2e9d5',
} as const

export const cssVariables: CSSVariablesResolver = () => ({
  variables: {},
  light: dayVariables,
  dark: nightVariables,
})

export const theme = createTheme({
  primaryColor: 'teal',
  primaryShade: { light: 7, dark: 6 },
  colors: { teal, gray: slate, dark: night, red, amber },
  fontFamily: '"Inter Variable", "Inter Fallback", system-ui, sans-serif',
  fontSizes: { xs: '0.8125rem', sm: '0.875rem', md: '1rem', lg: '1.2rem', xl: '1.44rem' },
  lineHeights: { xs: '1.4', sm: '1.45', md: '1.5', lg: '1.4', xl: '1.3' },
  headings: {
    fontWeight: '600',
    sizes: {
      h1: { fontSize: '1.75rem', lineHeight: '2.125rem' },
      h2: { fontSize: '1.25rem', lineHeight: '1.75rem' },
      h3: { fontSize: '1.0625rem', lineHeight: '1.5rem' },
    },
  },
  spacing: { xs: '4px', sm: '8px', md: '16px', lg: '24px', xl: '40px' },
  radius: { sm: '6px', md: '8px', lg: '8px' },
  defaultRadius: 'md',
  respectReducedMotion: true,
  cursorType: 'pointer',
  focusRing: 'auto',
  components: {
    Badge: { defaultProps: { variant: 'light', tt: 'none', fw: 500, size: 'lg' } },
    Card: { defaultProps: { withBorder: true } },
    // Of dialogs and of messages: a sign alone says nothing to a screen reader.
    CloseButton: { defaultProps: { 'aria-label': 'Close' } },
    // The focus goes to the first item: the placeholder is no item, and must not be in a menu.
    Menu: { defaultProps: { withInitialFocusPlaceholder: false } },
    // Texts by people follow the direction of their script.
    TextInput: { defaultProps: { attributes: { input: { dir: 'auto' } } } },
    // A long text scrolls in its field: what is wrong with it stands below, and must stay in sight.
    Textarea: { defaultProps: { maxRows: 12, attributes: { input: { dir: 'auto' } } } },
    Tooltip: {
      defaultProps: { openDelay: 300, withArrow: true, events: { hover: true, focus: true, touch: false } },
    },
  },
})
