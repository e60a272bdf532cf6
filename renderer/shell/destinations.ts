import {
  IconCreditCard,
  IconFileCheck,
  IconFileSpreadsheet,
  IconHelpTriangle,
  IconHistory,
  IconReceipt2,
  IconSettings,
  type Icon
} from '@tabler/icons-react'

/** The screens a person can go to at any time, in the order of the sidebar, with the key that opens each. */
export const destinations = [
  { name: 'charge', icon: IconReceipt2, digit: '1', shortcut: 'goCharge' },
  { name: 'files', icon: IconFileSpreadsheet, digit: '2', shortcut: 'goFiles' },
  { name: 'history', icon: IconHistory, digit: '3', shortcut: 'goHistory' },
  { name: 'cards', icon: IconCreditCard, digit: '4', shortcut: 'goCards' },
  { name: 'unresolved', icon: IconHelpTriangle, digit: '5', shortcut: 'goUnresolved' },
  { name: 'audit', icon: IconFileCheck, digit: '6', shortcut: 'goAudit' },
  { name: 'settings', icon: IconSettings, digit: '7', shortcut: 'goSettings' }
] as const satisfies readonly { name: string; icon: Icon; digit: string; shortcut: string }[]
