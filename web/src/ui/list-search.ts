/** View of a list, kept in the address so that it can be shared, reloaded and gone back to. */
export type ListSearch = {
  /** `field` or `-field` for descending, as in the API. */
  sort?: string
  /** Cursor of the page shown; none is the first page. */
  cursor?: string
} & Record<string, string | undefined>

/** Keeps only the known, non-empty, reasonably short text values of an address; anything else is ignored, never an error. */
export function parseListSearch(raw: Record<string, unknown>, filters: readonly string[]): ListSearch {
  const found: ListSearch = {}
  for (const key of ['sort', 'cursor', ...filters]) {
    const value = raw[key]
    const text = typeof value === 'number' ? String(value) : value
    if (typeof text === 'string' && text !== '' && text.length <= 500) found[key] = text
  }
  return found
}

/** A changed filter or order starts again at the first page, where the old cursor means nothing. */
export function changeList(search: ListSearch, change: ListSearch): ListSearch {
  const merged: ListSearch = { ...search, cursor: undefined, ...change }
  return Object.fromEntries(Object.entries(merged).filter(([, value]) => value !== undefined && value !== ''))
}

/** antd's order of one column against the `-field` notation. */
export function orderOf(sort: string | undefined, field: string): 'ascend' | 'descend' | null {
  if (sort === field) return 'ascend'
  return sort === `-${field}` ? 'descend' : null
}
