declare module 'subset-font' {
  interface SubsetOptions {
    targetFormat?: 'truetype' | 'sfnt' | 'woff' | 'woff2'
    dropTables?: readonly string[]
  }
  const subsetFont: (font: Uint8Array, characters: string, options?: SubsetOptions) => Promise<Uint8Array>
  // biome-ignore lint/style/noDefaultExport: the shape of the package
  export default subsetFont
}
