import type { ThemeConfig } from 'antd'

/** Every text colour here reaches 4.5:1 on white and on `surface`; one accent, used for action and place only. */
export const palette = {
  accent: '#0b5563',
  accentDark: '#083f4a',
  accentSoft: '#e8f1f2',
  text: '#17252a',
  textSecondary: '#43545a',
  textTertiary: '#5b6b71',
  placeholder: '#5f6e73',
  line: '#dde4e6',
  lineStrong: '#87959a',
  surface: '#f6f8f8',
  white: '#ffffff',
  success: '#1b6b43',
  successSoft: '#e8f4ed',
  warning: '#8a5200',
  warningSoft: '#fdf3e1',
  danger: '#b3261e',
  dangerSoft: '#fdeceb',
} as const

const hanFonts = '"PingFang SC", "HarmonyOS Sans SC", "Microsoft YaHei", "Noto Sans CJK SC", "Noto Sans SC"'
const latinFonts = '-apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, "Liberation Sans"'
/** Chinese fonts draw the quotes and apostrophes of English as wide as a character, so on English pages they come last. */
const fontFamilies = {
  zh: `${hanFonts}, system-ui, ${latinFonts}, sans-serif`,
  en: `${latinFonts}, ${hanFonts}, sans-serif`,
}
const monoFamily =
  'ui-monospace, "SF Mono", "Cascadia Mono", Consolas, "Liberation Mono", "Noto Sans Mono CJK SC", monospace'

const kebab = (name: string) => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)

/** Gives the style sheets the same colours as Ant Design, from this one table. */
export function applyPalette(root: HTMLElement): void {
  for (const [name, value] of Object.entries(palette)) root.style.setProperty(`--${kebab(name)}`, value)
  for (const [language, fonts] of Object.entries(fontFamilies)) root.style.setProperty(`--font-${language}`, fonts)
  root.style.setProperty('--mono', monoFamily)
}

export const themeOf = (still: boolean): ThemeConfig => ({
  token: {
    motion: !still,
    colorPrimary: palette.accent,
    colorInfo: palette.accent,
    colorLink: palette.accent,
    colorSuccess: palette.success,
    colorWarning: palette.warning,
    colorError: palette.danger,
    colorPrimaryBg: palette.accentSoft,
    colorPrimaryBgHover: '#d8e7e9',
    colorPrimaryBorder: '#9fc2c8',
    colorPrimaryBorderHover: '#4d8d99',
    colorPrimaryHover: '#0e6b7c',
    colorPrimaryActive: palette.accentDark,
    colorLinkHover: '#0e6b7c',
    colorLinkActive: palette.accentDark,
    colorInfoBg: '#eef5f6',
    colorInfoBorder: '#b9d3d8',
    colorSuccessBg: palette.successSoft,
    colorSuccessBorder: '#b3d8c3',
    colorWarningBg: palette.warningSoft,
    colorWarningBorder: '#e8cf9f',
    colorErrorBg: palette.dangerSoft,
    colorErrorBgHover: '#fadedc',
    colorErrorBorder: '#efb9b5',
    colorTextBase: palette.text,
    colorText: palette.text,
    colorTextSecondary: palette.textSecondary,
    colorTextTertiary: palette.textTertiary,
    colorTextDescription: palette.textTertiary,
    colorTextPlaceholder: palette.placeholder,
    colorTextDisabled: '#6d7b80',
    colorBorder: palette.lineStrong,
    colorBorderSecondary: palette.line,
    colorSplit: palette.line,
    fontFamily: 'var(--font)',
    fontFamilyCode: monoFamily,
    fontSize: 15,
    fontSizeSM: 14,
    fontSizeLG: 17,
    fontSizeXL: 20,
    fontSizeHeading1: 30,
    fontSizeHeading2: 24,
    fontSizeHeading3: 20,
    fontSizeHeading4: 17,
    fontSizeHeading5: 15,
    lineHeight: 1.65,
    borderRadius: 6,
    controlHeight: 38,
    controlHeightLG: 44,
    controlHeightSM: 30,
  },
  components: {
    Button: { primaryShadow: 'none', defaultShadow: 'none', dangerShadow: 'none' },
    Form: { labelFontSize: 15, verticalLabelPadding: '0 0 6px' },
    Table: {
      headerBg: palette.surface,
      headerColor: palette.textSecondary,
      rowHoverBg: palette.surface,
      headerSplitColor: 'transparent',
    },
    Modal: { titleFontSize: 17 },
    Steps: { colorTextDescription: palette.textTertiary },
  },
})
