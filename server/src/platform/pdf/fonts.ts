import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import fontkit, { type Font } from '@pdf-lib/fontkit'
import subsetFont from 'subset-font'

export type Weight = 'regular' | 'bold'

/** A whole font file held for measuring and subsetting. Widths are in units of the font size (1 = one em). */
export interface FontFace {
  readonly postScriptName: string
  has(codePoint: number): boolean
  widthOf(char: string): number
  /** A small TrueType file with just these characters; glyph substitution is dropped so that one character is one glyph. */
  subset(characters: string): Promise<Uint8Array>
}

export type FontFaces = Readonly<Record<Weight, FontFace>>

const resolve = createRequire(import.meta.url).resolve

const openFace = async (file: string): Promise<FontFace> => {
  const bytes = await readFile(resolve(`@expo-google-fonts/noto-serif-sc/${file}.ttf`))
  const font: Font = fontkit.create(bytes)
  const widths = new Map<string, number>()
  const widthOf = (char: string): number => {
    const known = widths.get(char)
    if (known !== undefined) return known
    const width = font.glyphForCodePoint(char.codePointAt(0) ?? 0).advanceWidth / font.unitsPerEm
    widths.set(char, width)
    return width
  }
  return {
    postScriptName: font.postscriptName ?? file,
    has: (codePoint) => font.hasGlyphForCodePoint(codePoint),
    widthOf,
    subset: (characters) =>
      subsetFont(bytes, characters, { targetFormat: 'truetype', dropTables: ['GSUB', 'GPOS', 'GDEF'] }),
  }
}

let faces: Promise<FontFaces> | undefined

/** Noto Serif SC (OFL-1.1) in two weights, read once per process (about 30 MB). Fails when the package is not installed. */
export const loadFonts = (): Promise<FontFaces> => {
  faces ??= Promise.all([openFace('400Regular/NotoSerifSC_400Regular'), openFace('700Bold/NotoSerifSC_700Bold')]).then(
    ([regular, bold]) => ({ regular, bold }),
  )
  return faces
}
