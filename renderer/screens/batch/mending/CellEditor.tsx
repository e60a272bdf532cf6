import { Button, NativeSelect, Popover, TextInput } from '@mantine/core'
import { useId, useLayoutEffect, useRef, type FocusEvent, type KeyboardEvent, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { ProblemField } from '../../../../shared/batch-problem'
import { operations, providers } from '../../../../shared/card'
import { longestCell } from '../../../../shared/charge-file'
import type { DecimalMark } from '../../../../shared/column-mapping'
import { currencies, formatMoney, isCurrency, parseAmount } from '../../../../shared/money'
import { CardSearchField } from '../../../components/card-search/CardSearchField'
import { useLocale } from '../../../hooks/use-language'
import { plainAmount } from './fields'
import type { Draft } from './mending-store'
import classes from './MendingCells.module.css'

/** Where the cursor goes when what was typed is taken; `away` is where a person has gone already. */
export type EditorMove = 'down' | 'right' | 'left' | 'stay' | 'away'

interface CellEditorProps {
  readonly draft: Draft
  /** The row's currency, as far as it is known. */
  readonly currency: string | null
  /** The decimal mark of the file. */
  readonly mark: DecimalMark | null
  readonly onType: (text: string) => void
  readonly onCommit: (scope: 'row' | 'same', move: EditorMove) => void
  readonly onCancel: () => void
}

/** Types over one cell, in its place, with what was understood or why it was refused right under it. */
export function CellEditor(props: CellEditorProps) {
  const { draft, onType, onCommit, onCancel } = props
  const { t } = useTranslation(['files', 'batch', 'common'])
  const field = useRef<HTMLInputElement & HTMLSelectElement>(null)
  const id = useId()
  const choices = useChoices(draft.field)

  useLayoutEffect(() => {
    field.current?.focus()
    if (field.current instanceof HTMLInputElement) {
      const end = field.current.value.length
      field.current.setSelectionRange(end, end)
    }
  }, [])
  const onKeyDown = (event: KeyboardEvent): void => {
    const move = { Enter: 'down', Tab: event.shiftKey ? 'left' : 'right' } as const
    if (event.key === 'Escape') onCancel()
    else if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) onCommit('same', 'stay')
    else if (event.key === 'Enter' || event.key === 'Tab') onCommit('row', move[event.key])
    else return
    event.preventDefault()
    // The keys of the window and of the grid are not meant.
    event.stopPropagation()
  }
  if (draft.field === 'card') {
    return (
      <div className={classes['editor']}>
        <CardSearchField
          takeFocus
          isLabelHidden
          onChoose={(card) => {
            onType(card.id)
            onCommit('row', 'stay')
          }}
          onLeave={onCancel}
          onCancel={onCancel}
        />
      </div>
    )
  }
  const shared = {
    'aria-label': t(`batch:field.${draft.field}`),
    'aria-describedby': id,
    'aria-invalid': draft.refused !== null,
    value: draft.text,
    onKeyDown,
    // A window that is left is come back to: what is half typed stays.
    onBlur: (event: FocusEvent) => event.currentTarget !== document.activeElement && onCommit('row', 'away')
  }
  return (
    <div className={classes['editor']} aria-busy={draft.saving}>
      <Popover
        opened
        position="bottom-start"
        offset={2}
        shadow="md"
        withinPortal
        withRoles={false}
        trapFocus={false}
        returnFocus={false}
      >
        <Popover.Target>
          {choices === null ? (
            <TextInput
              {...shared}
              ref={field}
              maxLength={longestCell}
              autoComplete="off"
              spellCheck={false}
              onChange={(event) => onType(event.currentTarget.value)}
            />
          ) : (
            <NativeSelect
              {...shared}
              ref={field}
              data={[
                ...(choices.some(({ value }) => value === draft.text)
                  ? []
                  : [{ value: draft.text, label: draft.text }]),
                ...choices
              ]}
              onChange={(event) => onType(event.currentTarget.value)}
            />
          )}
        </Popover.Target>
        <Popover.Dropdown id={id} className={classes['says'] ?? ''}>
          <Says {...props} />
        </Popover.Dropdown>
      </Popover>
    </div>
  )
}

/** What can be chosen for a field; null where it is typed. The words are those that charge files may always use. */
function useChoices(
  field: ProblemField
): readonly { readonly value: string; readonly label: string }[] | null {
  const { t } = useTranslation(['files', 'common'])
  switch (field) {
    case 'operation':
      return operations.map((value) => ({ value, label: t(`common:operation.${value}`) }))
    case 'provider':
      return providers.map((value) => ({ value, label: t(`common:provider.${value}`) }))
    case 'currency':
      return Object.keys(currencies).map((value) => ({ value, label: value }))
    case 'auto_capture':
      return [
        { value: 'yes', label: t('defaults.now') },
        { value: 'no', label: t('defaults.later') }
      ]
    default:
      return null
  }
}

function Says({ draft, currency, mark, onType }: CellEditorProps): ReactNode {
  const { t } = useTranslation(['files', 'errors', 'charge'])
  const locale = useLocale()
  const { field, text, was, refused } = draft
  const known = currency !== null && isCurrency(currency) ? currency : null
  const read = field === 'amount' && known !== null ? parseAmount(text, known) : null
  return (
    <>
      {refused && (
        <p className={classes['refused']} role="alert">
          {t(`errors:${refused.code}.what`)} {t('edit.kept')}
        </p>
      )}
      {read?.ok && known !== null && (
        <p className={classes['echo']}>
          {t('preview.read', { money: formatMoney(read.amount, known, locale) })}
        </p>
      )}
      {read && !read.ok && read.problem === 'ambiguous' && known !== null && (
        <div className={classes['readings']} role="group" aria-label={t('charge:amount.which')}>
          {read.readings.map((amount) => (
            <Button
              key={amount}
              size="compact-sm"
              variant="default"
              // The field keeps the focus, so that it is not left by the press.
              onMouseDown={(event) => event.preventDefault()}
              onClick={() => onType(plainAmount(amount, known, mark))}
            >
              {formatMoney(amount, known, locale)}
            </Button>
          ))}
        </div>
      )}
      {read && !read.ok && read.problem !== 'ambiguous' && (
        <p className={classes['refused']}>{t(`charge:problem.${read.problem}`)}</p>
      )}
      <p className={classes['hint']}>{t('edit.keys')}</p>
      {was.trim() !== '' && <p className={classes['hint']}>{t('edit.same', { was })}</p>}
    </>
  )
}
