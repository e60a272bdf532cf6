import {
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
  type Icon
} from '@tabler/icons-react'

/** The screens a person can go to at any time, in the order of the sidebar, with the key that opens each. */
export const destinations = [
  { name: 'today', icon: IconChartBar, digit: 'T', shortcut: 'goToday' },
  { name: 'charge', icon: IconReceipt2, digit: '1', shortcut: 'goCharge' },
  { name: 'links', icon: IconLink, digit: '2', shortcut: 'goLinks' },
  { name: 'files', icon: IconFileSpreadsheet, digit: '3', shortcut: 'goFiles' },
  { name: 'history', icon: IconHistory, digit: '4', shortcut: 'goHistory' },
  { name: 'held', icon: IconClockHour4, digit: 'H', shortcut: 'goHeld' },
  { name: 'cards', icon: IconCreditCard, digit: '5', shortcut: 'goCards' },
  { name: 'unresolved', icon: IconHelpTriangle, digit: '6', shortcut: 'goUnresolved' },
  { name: 'audit', icon: IconFileCheck, digit: '7', shortcut: 'goAudit' },
  { name: 'settings', icon: IconSettings, digit: '8', shortcut: 'goSettings' }
] as const satisfies readonly { name: string; icon: Icon; digit: string; shortcut: string }[]
