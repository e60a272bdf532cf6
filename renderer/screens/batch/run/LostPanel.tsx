import { IconFileOff } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { hasEnded } from '../../../../shared/batch'
import type { RunView } from '../../../../shared/batch-view'
import classes from './RunStage.module.css'

/** That the file itself is gone: what that means for the money, and what can still be done. */
export function LostPanel({ run }: { readonly run: RunView }) {
  const { t } = useTranslation('files')
  const begun = run.counts.reduce((sum, { charges }) => sum + charges, 0)
  const never = Math.max(0, run.charges - begun)
  return (
    <section className={classes['reason']} role="status">
      <IconFileOff size={22} aria-hidden />
      <div>
        <strong>{t('lost.title')}</strong>
        <p>{t('lost.what', { begun, charges: run.charges })}</p>
        <p>{t('lost.money')}</p>
        {never > 0 && <p>{t('lost.never', { count: never })}</p>}
        {never > 0 && <p>{t(nextOf(run.state))}</p>}
      </div>
    </section>
  )
}

function nextOf(state: RunView['state']): 'lost.nextEnded' | 'lost.nextHeld' | 'lost.next' {
  if (hasEnded(state)) return 'lost.nextEnded'
  return state === 'held' ? 'lost.nextHeld' : 'lost.next'
}
