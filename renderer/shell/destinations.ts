import {
  IconBuildingBank,
  IconChartBar,
  IconClockHour4,
  IconCreditCard,
  IconFileCheck,
  IconFileSpreadsheet,
  IconHelpTriangle,
  IconHistory,
  IconLink,
  IconReceipt2,
  IconSettings,
  IconWorldSearch,
  type Icon
} from '@tabler/icons-react'

/** A screen that a person can go to at any time. */
interface Destination {
  readonly name: string
  readonly icon: Icon
  /** The key that opens it; those that are gone to seldom have none. */
  readonly digit: string | null
  readonly shortcut: string | null
}

/** The screens a person can go to at any time, in the order of the sidebar, with the key that opens each. */
export const destinations = [
  { name: 'today', icon: IconChartBar, digit: 'T', shortcut: 'goToday' },
  { name: 'charge', icon: IconReceipt2, digit: '1', shortcut: 'goCharge' },
  { name: 'links', icon: IconLink, digit: '2', shortcut: 'goLinks' },
  { name: 'files', icon: IconFileSpreadsheet, digit: '3', shortcut: 'goFiles' },
  { name: 'history', icon: IconHistory, digit: '4', shortcut: 'goHistory' },
  { name: 'find', icon: IconWorldSearch, digit: null, shortcut: null },
  { name: 'held', icon: IconClockHour4, digit: 'H', shortcut: 'goHeld' },
  { name: 'cards', icon: IconCreditCard, digit: '5', shortcut: 'goCards' },
  { name: 'unresolved', icon: IconHelpTriangle, digit: '6', shortcut: 'goUnresolved' },
  { name: 'payouts', icon: IconBuildingBank, digit: null, shortcut: null },
  { name: 'audit', icon: IconFileCheck, digit: '7', shortcut: 'goAudit' },
  { name: 'settings', icon: IconSettings, digit: '8', shortcut: 'goSettings' }
] as const satisfies readonly Destination[]
