/**
 * Where a key moves the active row of a grid to.
 * @param page rows that fit in view
 * @returns null for a key that does not move it
 */
export function nextRow(key: string, at: number, total: number, page: number): number | null {
  const wanted: Readonly<Record<string, number>> = {
    ArrowDown: at + 1,
    ArrowUp: at - 1,
    PageDown: at + page,
    PageUp: at - page,
    Home: 0,
    End: total - 1
  }
  const row = wanted[key]
  return row === undefined || total === 0 ? null : Math.min(Math.max(row, 0), total - 1)
}

/**
 * Where a key moves the active column of a grid to whose cells are gone to one by one. Home and End are then the first
 * and the last column; with Ctrl they move the row.
 * @returns null for a key that does not move it
 */
export function nextColumn(key: string, at: number, total: number): number | null {
  const wanted: Readonly<Record<string, number>> = {
    ArrowRight: at + 1,
    ArrowLeft: at - 1,
    Home: 0,
    End: total - 1
  }
  const column = wanted[key]
  return column === undefined ? null : Math.min(Math.max(column, 0), total - 1)
}
