import { z } from 'zod'
import { languages } from './languages'

export const settings = z.object({
  /** `system` follows the operating system's language, English where it is not one of ours. */
  language: z.enum(['system', ...languages]),
  colourScheme: z.enum(['system', 'light', 'dark']),
  /** Who is at the desk, for the audit trail; beside the OS user. */
  operatorName: z.string().trim().max(100),
  /** Same card, amount and currency within this many hours asks for a reason. */
  duplicateWindowHours: z.number().int().min(0).max(720)
})
export type Settings = z.infer<typeof settings>

export const defaultSettings: Settings = {
  language: 'system',
  colourScheme: 'system',
  operatorName: '',
  duplicateWindowHours: 24
}
