import {
  Alert,
  Button,
  createTheme,
  Modal,
  type CSSVariablesResolver,
  type MantineColorsTuple
} from '@mantine/core'

/** The colour of the brand and of everything that can be acted on. White on shade 7 is 6.9:1. */
const petrol: MantineColorsTuple = [
  '#e8f5f5',
  '#d0e9ea',
  '#a3d4d7',
  '#74bdc2',
  '#4aa5ac',
  '#2b8d95',
  '#17747d',
  '#0f626b',
  '#0d4f57',
  '#0d353b'
]

/** Warm greys: light surfaces, lines and quiet text. Shade 6 on white is 5.6:1. */
const gray: MantineColorsTuple = [
  '#faf9f6',
  '#f4f2ed',
  '#eae7e0',
  '#dedad1',
  '#c9c4b9',
  '#8f8a80',
  '#69655d',
  '#4c4943',
  '#35332f',
  '#211f1c'
]

/** Dark surfaces lean towards petrol so that both schemes are one family. */
const dark: MantineColorsTuple = [
  '#dde3e3',
  '#b9c3c4',
  '#a7b2b4',
  '#647274',
  '#354144',
  '#2b3538',
  '#20292b',
  '#1a2123',
  '#12181a',
  '#0b1012'
]

const green: MantineColorsTuple = [
  '#e9f6ec',
  '#d3ecd9',
  '#a9d8b5',
  '#7cc38f',
  '#55ae6d',
  '#349654',
  '#217d41',
  '#196735',
  '#135029',
  '#0d3a1d'
]

const red: MantineColorsTuple = [
  '#fdeeec',
  '#fad9d5',
  '#f3b1aa',
  '#ec8b81',
  '#e2675c',
  '#cf453c',
  '#b42f2a',
  '#982420',
  '#7a1c19',
  '#571412'
]

const amber: MantineColorsTuple = [
  '#fdf4e1',
  '#fae7bf',
  '#f4d088',
  '#edb750',
  '#e3a02a',
  '#c28414',
  '#97640a',
  '#7d5207',
  '#623f06',
  '#452c04'
]

const blue: MantineColorsTuple = [
  '#ebf2fc',
  '#d5e3f8',
  '#a9c6f0',
  '#7ca8e6',
  '#5489da',
  '#346bc6',
  '#2556a6',
  '#1e4687',
  '#183668',
  '#11274b'
]

/** Trekk's own look: dense, calm, small radius, no motion. Sizes are in rem, 14 px being the base. */
export const theme = createTheme({
  colors: { petrol, gray, dark, green, red, yellow: amber, amber, blue },
  primaryColor: 'petrol',
  primaryShade: { light: 7, dark: 7 },
  black: '#1f2526',
  defaultRadius: 'sm',
  radius: { xs: '0.1875rem', sm: '0.25rem', md: '0.375rem', lg: '0.5rem', xl: '0.75rem' },
  fontFamily: "'Inter Variable', system-ui, sans-serif",
  fontFamilyMonospace: "ui-monospace, 'Cascadia Mono', 'DejaVu Sans Mono', Menlo, Consolas, monospace",
  fontSizes: { xs: '0.75rem', sm: '0.8125rem', md: '0.875rem', lg: '1rem', xl: '1.1875rem' },
  lineHeights: { xs: '1.35', sm: '1.45', md: '1.5', lg: '1.5', xl: '1.4' },
  spacing: { xs: '0.5rem', sm: '0.75rem', md: '1rem', lg: '1.25rem', xl: '1.75rem' },
  headings: {
    fontWeight: '620',
    sizes: {
      h1: { fontSize: '1.3125rem', lineHeight: '1.3' },
      h2: { fontSize: '1rem', lineHeight: '1.35' },
      h3: { fontSize: '0.875rem', lineHeight: '1.4' }
    }
  },
  shadows: {
    xs: '0 1px 2px rgb(20 30 32 / 6%)',
    sm: '0 1px 3px rgb(20 30 32 / 10%)',
    md: '0 6px 20px rgb(20 30 32 / 14%)',
    lg: '0 10px 32px rgb(20 30 32 / 18%)',
    xl: '0 16px 48px rgb(20 30 32 / 22%)'
  },
  cursorType: 'pointer',
  respectReducedMotion: true,
  components: {
    ...sizeSmall(
      'TextInput',
      'PasswordInput',
      'Textarea',
      'Select',
      'MultiSelect',
      'NativeSelect',
      'Autocomplete',
      'Combobox',
      'Checkbox',
      'Radio',
      'Switch',
      'SegmentedControl',
      'Input',
      'InputWrapper'
    ),
    Button: Button.extend({ defaultProps: { size: 'sm' } }),
    Alert: Alert.extend({ defaultProps: { variant: 'light' } }),
    Modal: Modal.extend({
      defaultProps: { transitionProps: { duration: 0 }, centered: true, padding: 'lg' }
    }),
    ...still('Popover', 'Menu', 'Combobox', 'Tooltip', 'HoverCard', 'Select', 'MultiSelect', 'Spotlight')
  }
})

function sizeSmall(...names: readonly string[]): Record<string, { defaultProps: { size: string } }> {
  return Object.fromEntries(names.map((name) => [name, { defaultProps: { size: 'sm' } }]))
}

function still(...names: readonly string[]): Record<string, { defaultProps: Record<string, unknown> }> {
  const transitionProps = { duration: 0 }
  const props: Readonly<Record<string, Record<string, unknown>>> = {
    Select: { size: 'sm', comboboxProps: { transitionProps } },
    MultiSelect: { size: 'sm', comboboxProps: { transitionProps } }
  }
  return Object.fromEntries(names.map((name) => [name, { defaultProps: props[name] ?? { transitionProps } }]))
}

/** Mantine's own variables where its defaults are too faint (4.5:1), and the few that are ours. */
export const cssVariables: CSSVariablesResolver = () => ({
  variables: {
    '--trekk-production': '#9c1c47',
    '--trekk-test': '#f0b53a',
    '--trekk-training': '#5a4bb0'
  },
  light: {
    '--mantine-color-dimmed': gray[6],
    '--mantine-color-anchor': petrol[7],
    '--mantine-color-placeholder': '#77726a',
    '--mantine-color-error': red[6],
    '--mantine-color-default-border': gray[4],
    '--trekk-canvas': '#f6f4ef',
    '--trekk-surface': '#ffffff',
    '--trekk-raised': gray[0],
    '--trekk-line': '#e4e0d8',
    '--trekk-field-line': '#8f8a80',
    '--trekk-side': petrol[9],
    '--trekk-link': petrol[7],
    '--trekk-ready': gray[7],
    '--trekk-sent': blue[6],
    '--trekk-succeeded': green[7],
    '--trekk-declined': red[6],
    '--trekk-unknown': amber[7]
  },
  dark: {
    '--mantine-color-body': '#1a2123',
    '--mantine-color-dimmed': dark[2],
    '--mantine-color-anchor': petrol[3],
    '--mantine-color-placeholder': '#8b989a',
    '--mantine-color-error': red[3],
    '--mantine-color-default-border': '#3d4a4d',
    '--trekk-canvas': '#12181a',
    '--trekk-surface': '#1a2123',
    '--trekk-raised': '#20292b',
    '--trekk-line': '#2c3639',
    '--trekk-field-line': '#6d7b7e',
    '--trekk-side': '#0a2227',
    '--trekk-link': petrol[3],
    '--trekk-ready': dark[1],
    '--trekk-sent': blue[3],
    '--trekk-succeeded': green[3],
    '--trekk-declined': red[3],
    '--trekk-unknown': amber[3]
  }
})
