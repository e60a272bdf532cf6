import { z } from 'zod'
import { chargeFilter } from './charge'
import { linkFilter } from './link'

/** The lists that are exported. The audit trail has a way of its own, with its seals (`exportAudit`). */
export const exportedLists = ['charges', 'unresolved', 'links', 'cards'] as const
export const exportedList = z.enum(exportedLists)
export type ExportedList = z.infer<typeof exportedList>

/** A workbook is for people with a spreadsheet, a text file (CSV) for other programs. */
export const exportForms = ['workbook', 'text'] as const
export const exportForm = z.enum(exportForms)
export type ExportForm = z.infer<typeof exportForm>

/** Rows that a workbook has room for under its headings: Excel's sheets end at 1,048,576. */
export const mostWorkbookRows = 1_048_575

/** Which list is exported, and which rows of it. The page says no more than it shows: main reads the rows itself. */
export const exportOrder = z.discriminatedUnion('list', [
  z.strictObject({ list: z.literal('charges'), filter: chargeFilter }),
  z.strictObject({ list: z.literal('unresolved') }),
  z.strictObject({
    list: z.literal('links'),
    filter: linkFilter,
    /** Whoever has a link's address sees what it is about, so they are written only where a person asks for them. */
    addresses: z.boolean()
  }),
  z.strictObject({ list: z.literal('cards'), query: z.string().max(200) })
])
export type ExportOrder = z.infer<typeof exportOrder>

/** How far an export has come. `total` counts the rows that are written, which a workbook may have fewer of than the list. */
export const exportView = z.object({
  list: exportedList,
  form: exportForm,
  done: z.number().int(),
  total: z.number().int()
})
export type ExportView = z.infer<typeof exportView>

/** What was exported. `leftOut` rows of the list had no room in a workbook. */
export const exported = z.object({
  rows: z.number().int(),
  leftOut: z.number().int(),
  /** Without its folder, which is none of the page's business. */
  fileName: z.string()
})
export type Exported = z.infer<typeof exported>
