import { Modal, Table } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { Keys } from './Keys'
import { destinations } from './destinations'

interface ShortcutListProps {
  readonly opened: boolean
  readonly onClose: () => void
}

/** Every key the app answers to. */
export function ShortcutList({ opened, onClose }: ShortcutListProps) {
  const { t } = useTranslation()
  const everywhere = [
    ['mod+K', t('shortcuts.palette')],
    ['mod+N', t('shortcuts.newCharge')],
    ['mod+L', t('shortcuts.newLink')],
    ['mod+O', t('shortcuts.chooseFile')],
    ['mod+F', t('shortcuts.search')],
    ...destinations.flatMap(({ digit, shortcut }) =>
      digit === null ? [] : [[`mod+${digit}`, t(`shortcuts.${shortcut}`)] as const]
    ),
    ['F6', t('shortcuts.nextRegion')],
    ['Shift+F6', t('shortcuts.previousRegion')],
    ['F1', t('shortcuts.help')]
  ] as const
  const onCharge = [['mod+Enter', t('shortcuts.reviewThenCharge')]] as const
  const onHistory = [
    ['Alt+↓', t('shortcuts.nextRow')],
    ['Alt+↑', t('shortcuts.previousRow')]
  ] as const
  const onFiles = [
    ['F8', t('shortcuts.nextProblem')],
    ['Shift+F8', t('shortcuts.previousProblem')],
    ['F2', t('shortcuts.editCell')],
    ['mod+D', t('shortcuts.fillDown')],
    ['mod+Z', t('shortcuts.undo')],
    ['mod+Y', t('shortcuts.redo')],
    ['mod+.', t('shortcuts.pause')]
  ] as const
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={t('shortcuts.title')}
      closeButtonProps={{ 'aria-label': t('action.close') }}
    >
      <Table verticalSpacing={4} captionSide="bottom">
        <Table.Caption>{t('shortcuts.helpNote')}</Table.Caption>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('shortcuts.what')}</Table.Th>
            <Table.Th ta="right">{t('shortcuts.key')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {[...everywhere, ...onCharge, ...onHistory, ...onFiles].map(([keys, what]) => (
            <Table.Tr key={keys}>
              <Table.Td>{what}</Table.Td>
              <Table.Td ta="right">
                <Keys keys={keys} />
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Modal>
  )
}
