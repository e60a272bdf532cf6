import { Spotlight, type SpotlightActionGroupData } from '@mantine/spotlight'
import {
  IconClipboardText,
  IconCreditCard,
  IconFileSpreadsheet,
  IconKeyboard,
  IconLanguage,
  IconLinkPlus,
  IconPlus,
  IconReceipt2,
  IconSchool,
  IconSearch,
  IconSunMoon,
  IconSwitchHorizontal,
  IconUser
} from '@tabler/icons-react'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { everyCharge, type ChargeRow } from '../../shared/charge'
import type { AppStatus } from '../../shared/ipc'
import { shownPhone } from '../../shared/phone'
import { foldForSearch } from '../../shared/text'
import { api } from '../api'
import { chooseFile } from '../choose-file'
import { EnvironmentBadge } from '../components/EnvironmentBadge'
import { Keys } from './Keys'
import { MoneyText } from '../components/MoneyText'
import { useCardWords } from '../components/card-words'
import { useCustomerSearch } from '../hooks/use-customer-search'
import { useAccountActions } from '../hooks/use-account-actions'
import { useLanguageChoices } from '../hooks/use-language'
import { useSettings } from '../hooks/use-settings'
import { useNavigation } from '../stores/navigation'
import { takePasted } from '../stores/use-files'
import { beginNewCharge, beginNewLink } from '../screens/charge/new-charge'
import { destinations } from './destinations'
import { markFirst, paletteStore } from './palette-store'

interface PaletteProps {
  readonly status: AppStatus
  readonly onHelp: () => void
}

/** Every command by name, with the key that does the same. */
export function Palette({ status, onHelp }: PaletteProps) {
  const { t } = useTranslation()
  const [recent, setRecent] = useState<readonly ChargeRow[]>([])
  const [query, setQuery] = useState('')
  const found = useCustomerSearch(query)
  const words = useCardWords()
  useEffect(() => {
    if (found.length > 0) markFirst()
  }, [found])
  const go = useNavigation((state) => state.go)
  const { switchTo, train } = useAccountActions()
  const { save } = useSettings()
  const languageChoices = useLanguageChoices()

  const readRecent = async (): Promise<void> => {
    const answer = await api.listCharges({ ...everyCharge, offset: 0, limit: 5 })
    setRecent(answer.ok ? answer.value.rows : [])
  }

  const groups: SpotlightActionGroupData[] = [
    {
      group: t('palette.groups.do'),
      actions: [
        {
          id: 'new-charge',
          label: t('palette.newCharge'),
          leftSection: <IconPlus size={17} />,
          rightSection: <Keys keys="mod+N" />,
          onClick: beginNewCharge
        },
        {
          id: 'new-link',
          label: t('palette.newLink'),
          leftSection: <IconLinkPlus size={17} />,
          rightSection: <Keys keys="mod+L" />,
          onClick: beginNewLink
        },
        {
          id: 'enrol-card',
          label: t('palette.enrolCard'),
          leftSection: <IconCreditCard size={17} />,
          onClick: () => go({ name: 'cards', enrol: { like: null } })
        },
        {
          id: 'choose-file',
          label: t('palette.chooseFile'),
          leftSection: <IconFileSpreadsheet size={17} />,
          rightSection: <Keys keys="mod+O" />,
          onClick: chooseFile
        },
        {
          id: 'paste-cells',
          label: t('palette.pasteCells'),
          leftSection: <IconClipboardText size={17} />,
          onClick: () => void takePasted()
        },
        {
          id: 'connect',
          label: t('palette.connect'),
          leftSection: <IconPlus size={17} />,
          onClick: () => go({ name: 'connect' })
        },
        {
          id: 'shortcuts',
          label: t('palette.shortcuts'),
          leftSection: <IconKeyboard size={17} />,
          rightSection: <Keys keys="F1" />,
          onClick: onHelp
        }
      ]
    },
    {
      group: t('palette.groups.go'),
      actions: destinations.map(({ name, icon: Mark, digit }) => ({
        id: `go-${name}`,
        label: t(`nav.${name}`),
        leftSection: <Mark size={17} />,
        ...(digit !== null && { rightSection: <Keys keys={`mod+${digit}`} /> }),
        onClick: () => go({ name })
      }))
    },
    {
      group: t('palette.groups.recent'),
      actions: recent.map((charge) => ({
        id: `charge-${charge.id}`,
        label: t('palette.recent', { reference: charge.merchantReference, customer: charge.customerName }),
        keywords: [charge.lastFour, charge.brand],
        leftSection: <IconReceipt2 size={17} />,
        rightSection: <MoneyText amount={charge.amount} currency={charge.currency} />,
        onClick: () => go({ name: 'history', chargeId: charge.id })
      }))
    },
    {
      group: t('palette.groups.accounts'),
      actions: [
        ...status.accounts
          .filter((account) => account.id !== status.activeAccount?.id)
          .map((account) => ({
            id: `account-${account.id}`,
            label: t('palette.switchTo', { name: account.name }),
            keywords: [account.id],
            leftSection: <IconSwitchHorizontal size={17} />,
            rightSection: <EnvironmentBadge environment={account.environment} />,
            onClick: () => void switchTo(account.id)
          })),
        ...(status.accounts.some((account) => account.environment === 'training')
          ? []
          : [
              {
                id: 'training',
                label: t('account.training'),
                leftSection: <IconSchool size={17} />,
                onClick: () => void train()
              }
            ])
      ]
    },
    {
      group: t('palette.groups.language'),
      actions: languageChoices.map(({ value: language, label: name }) => ({
        id: `language-${language}`,
        label: t('palette.language', { name }),
        leftSection: <IconLanguage size={17} />,
        onClick: () => void save.run({ language })
      }))
    },
    {
      group: t('palette.groups.look'),
      actions: (['system', 'light', 'dark'] as const).map((colourScheme) => ({
        id: `look-${colourScheme}`,
        label: t('palette.look', { name: t(`scheme.${colourScheme}`) }),
        leftSection: <IconSunMoon size={17} />,
        onClick: () => void save.run({ colourScheme })
      }))
    }
  ]

  // Found by main, which forgives a wrong letter: they are not filtered again.
  const customers: SpotlightActionGroupData = {
    group: t('palette.groups.customers'),
    actions: found.map(({ of, name, customerNumber, email, phone, cards }) => ({
      id: `customer-${of.kind}-${of.id}`,
      label: words.name({ customerName: name }),
      description: [customerNumber, email, shownPhone(phone), ...cards.map(words.ending)]
        .filter((each) => each !== '')
        .join(' · '),
      leftSection: <IconUser size={17} />,
      onClick: () => go({ name: 'customer', of })
    }))
  }
  const isExact = found[0]?.by === 'exact'
  const commands = [t('palette.groups.do'), t('palette.groups.go')]
  return (
    <Spotlight
      store={paletteStore}
      query={query}
      onQueryChange={setQuery}
      filter={(typed) => {
        const found = groups.flatMap((group) => matching(group, typed))
        const hits = customers.actions.length === 0 ? [] : [customers]
        // What is exactly a customer's goes before everything; else a command that is typed, and then whose name it is.
        const at = isExact ? 0 : found.filter(({ group }) => commands.includes(group)).length
        return [...found.slice(0, at), ...hits, ...found.slice(at)]
      }}
      actions={groups.filter(({ actions }) => actions.length > 0)}
      shortcut={null}
      nothingFound={t('palette.empty')}
      scrollable
      maxHeight={440}
      title={t('palette.label')}
      classNames={{ header: 'visually-hidden' }}
      overlayProps={{ blur: 0, backgroundOpacity: 0.45 }}
      onSpotlightOpen={() => void readRecent()}
      transitionProps={{ duration: 0 }}
      searchProps={{
        'aria-label': t('palette.open'),
        placeholder: t('palette.placeholder'),
        leftSection: <IconSearch size={18} aria-hidden />
      }}
    />
  )
}

/** A group with what of it has the text that is typed; nothing where none has. */
function matching(group: SpotlightActionGroupData, typed: string): SpotlightActionGroupData[] {
  const wanted = foldForSearch(typed)
  const actions = group.actions.filter(({ label, keywords }) =>
    foldForSearch([label, ...[keywords ?? []].flat()].join(' ')).includes(wanted)
  )
  return actions.length === 0 ? [] : [{ ...group, actions }]
}
