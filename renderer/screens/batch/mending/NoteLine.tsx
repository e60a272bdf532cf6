import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import { mostCells } from './block'
import type { MendingStore, Note } from './mending-store'
import classes from './MendingStage.module.css'

/** What was done last and what could follow, in a line that is always there, so that nothing moves. */
export function NoteLine({ mending }: { readonly mending: MendingStore }) {
  const { t } = useTranslation(['files', 'batch'])
  const note = useStore(mending, (state) => state.note)
  const words = (note: Note): string => {
    switch (note.kind) {
      case 'same':
        return t('note.changed', { field: t(`batch:field.${note.field}`), from: note.from, to: note.to })
      case 'pasted':
        return t('note.pasted', { count: note.cells })
      case 'block':
        return t(`note.block.${note.problem}`, { most: mostCells })
      case 'no_problem':
        return t('note.noProblem')
      case 'not_copied':
      case 'not_read':
      case 'not_filled':
        return t(`note.${note.kind}`, { most: mostCells })
    }
  }
  return (
    <div className={classes['note']}>
      <span role="status" title={note === null ? undefined : words(note)}>
        {note === null ? t('note.keys') : words(note)}
      </span>
      {note?.kind === 'same' && (
        <Button
          size="compact-sm"
          variant="default"
          onClick={() => {
            const { field, from, to } = note
            void mending.edit({ kind: 'same', field, from, text: to })
          }}
        >
          {t('note.same', { from: note.from })}
        </Button>
      )}
    </div>
  )
}
